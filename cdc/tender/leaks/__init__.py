"""What vendors must not read: the secrets of a specification, and where they stand in a file that is issued."""

from cdc.tender.leaks.look import look
from cdc.tender.leaks.secrets import Secrets, is_hidden, of

__all__ = ["Secrets", "is_hidden", "look", "of"]
