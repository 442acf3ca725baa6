"""A review in Word comes back: comments and tracked changes, each with the requirement it stands at."""

from cdc.exchange.review.door import read_review
from cdc.exchange.review.remark import Remark, as_yaml

__all__ = ["Remark", "as_yaml", "read_review"]
