"""Differences by id: what changed, whose it is, what it is for."""

from cdc.compare.specifications import compare
from cdc.model.specification import Specification

DATA = {
    "document": {"title": "T", "reference": "R", "version": "1.0", "date": "2027-01-01", "languages": ["en"]},
    "company": {"name": "Acme", "sector": "Trade"},
    "features": [
        {"id": "F-1", "title": "Search", "statement": "The solution shall find customers.", "priority": "essential"},
        {"id": "F-2", "title": "Export", "statement": "The solution shall export lists."},
    ],
    "workshops": [],
}


def _spec(**changed):
    return Specification.model_validate({**DATA, **changed})


def _features(*changes):
    return [{**item, **change} for item, change in zip(DATA["features"], changes, strict=True)]


def test_nothing_changed():
    assert not compare(_spec(), _spec())


def test_moving_an_item_is_no_difference():
    assert not compare(_spec(), _spec(features=DATA["features"][::-1]))


def test_a_changed_text_names_item_use_and_place():
    found = compare(_spec(), _spec(features=_features({}, {"statement": "The solution shall export lists as CSV."})))
    (one,) = found.values
    assert (one.kind, one.item, one.path, one.use.word) == ("changed", "F-2", ("features", 1, "statement"), "asked")
    assert (one.before, one.after) == ("The solution shall export lists.", "The solution shall export lists as CSV.")
    assert found.of_use("asked") == (one,)
    assert found.seen_by_vendors() == (one,)


def test_items_that_came_and_went_are_named_once():
    swapped = [DATA["features"][0], {"id": "F-3", "title": "Import"}]
    found = compare(_spec(), _spec(features=swapped))
    assert (found.added, found.removed) == (("F-3",), ("F-2",))
    assert {one.kind for one in found.values if one.item == "F-2"} == {"removed"}


def test_what_only_the_team_may_see_is_kept_from_vendors():
    found = compare(_spec(), _spec(features=_features({"rationale": "The boss wants it."}, {})))
    assert len(found.values) == 1
    assert found.seen_by_vendors() == ()


def test_the_example_against_itself_and_every_difference_has_an_owner(gelato):
    assert not compare(gelato, gelato)
    bare = gelato.model_copy(update={"features": ()})
    found = compare(gelato, bare)
    assert set(found.removed) == {item.id for item in gelato.features}
    assert all(one.item in found.removed for one in found.values)
