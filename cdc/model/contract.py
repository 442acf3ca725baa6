"""What the author chooses for the contract: from these choices a structure of law writes its clauses."""

from __future__ import annotations

from typing import Literal

from cdc.model.base import Count, Item, Model, Percent, Text
from cdc.model.declare import told


class Contract(Model):
    """The choices of the contract; what is not chosen is not written."""

    general_terms: Text | None = told("General terms that apply beside the contract, with their date.", None)
    departures: tuple[Text, ...] = told(
        "Where the contract departs from the general terms: article here, article there, a line each.", ()
    )
    representative: Text | None = told("Who speaks for the buyer while the contract runs.", None)
    effective_from: Text | None = told("Event or date from which the contract counts.", None)
    duration_months: Count | None = told("Months that the contract lasts.", None)
    renewals: Count | None = told("How many times it may be renewed.", None, ge=1)
    renewal_months: Count | None = told("Months of each renewal.", None)
    price_form: Literal["lump_sum", "unit_prices", "mixed"] | None = told("Form of the price.", None)
    price_revision: Literal["firm", "revised"] | None = told("Are prices firm, or revised?", None)
    price_index: Text | None = told("Index by which prices are revised, with its source.", None)
    price_fixed_share: Percent | None = told("Part of the price that no index moves, in per cent.", None)
    payment_on: Literal["acceptance", "milestones", "monthly", "quarterly"] | None = told(
        "What lets the vendor invoice.", None
    )
    payment_days: Count | None = told("Days in which an invoice is paid.", None)
    advance: Percent | None = told("Paid in advance, in per cent of the price.", None)
    bid_bond: Percent | None = told("Guarantee that goes with the bid, in per cent of the value.", None)
    performance_bond: Percent | None = told("Guarantee of performance, in per cent of the price.", None)
    held_back: Percent | None = told("Kept back from each payment as a guarantee, in per cent.", None)
    warranty_months: Count | None = told("Months of warranty after acceptance.", None)
    insurance: Text | None = told("Insurance that the vendor must hold.", None)
    delivery_place: Text | None = told("Where things are delivered and work is done.", None)
    packaging: Text | None = told("How what is delivered is packed and marked.", None)
    acceptance_days: Count | None = told("Days in which the buyer verifies what is delivered.", None)
    trial_days: Count | None = told("Days of regular service before final acceptance.", None)
    delay_penalty: Percent | None = told(
        "Penalty for each day of delay, in per cent of the value of what is late.", None
    )
    penalty_cap: Percent | None = told("Most that penalties may reach, in per cent of the price.", None)
    property_regime: Literal["licence", "assignment"] | None = told(
        "Rights in what is made for the buyer: a licence, or assigned to the buyer.", None
    )
    confidentiality_years: Count | None = told("Years of confidentiality after the end.", None)
    data_role: Literal["no_personal_data", "processor"] | None = told(
        "Does the vendor process personal data for the buyer?", None
    )
    data_location: Text | None = told("Where personal data may be kept.", None)
    breach_hours: Count | None = told("Hours in which the vendor tells of a breach of data.", None)
    subcontracting_reserved: Text | None = told("Tasks that the vendor must do itself.", None)
    sustainability: Text | None = told("Social and environmental conditions of performance.", None)
    termination_notice_days: Count | None = told("Days of notice when the buyer ends the contract.", None)
    termination_indemnity: Percent | None = told(
        "Compensation when the buyer ends the contract without fault, in per cent of what remains.", None
    )
    exit_months: Count | None = told("Months in which the vendor helps to leave.", None)
    amicable: Literal["negotiation", "mediation", "committee"] | None = told(
        "What is tried before going to court.", None
    )
    court: Text | None = told("Court that decides disputes.", None)
    governing_law: Text | None = told("Law of the contract.", None)


class Qualification(Item):
    """A condition that a vendor must meet to take part; it is not scored."""

    kind: Literal["exclusion", "suitability", "economic", "technical"] = told("What it concerns.")
    text: Text = told("The condition.")
    evidence: Text | None = told("How it is shown.", None)
