//! Benefits of a CoverageEligibilityResponse, in the codes of X12 271 (EB).

use fhir::datatype::{CodeableConcept, Decimal};
use fhir::resource::coverage_eligibility_response::{Benefit, Insurance, Item};
use tables::EligibilityCheck;

use super::coded::{ANY, SERVICES, has};
use super::told::{Halt, Told, text};
use super::value::{units, written};

/// FHIR code systems benefit-type, benefit-unit, benefit-term and benefit-network with what X12 has for it.
const KINDS: &[(&str, &str)] = &[
    ("copay", "B"),
    ("copay-percent", "A"),
    ("copay-maximum", "G"),
    ("deductible", "C"),
    ("benefit", "F"),
    ("visit", "F"),
    ("room", "F"),
    ("vision-exam", "F"),
    ("vision-glasses", "F"),
    ("vision-contacts", "F"),
    ("medical-primarycare", "F"),
    ("pharmacy-dispense", "F"),
];
const UNITS: &[(&str, &str)] = &[("individual", "IND"), ("family", "FAM")];
const TERMS: &[(&str, &str)] = &[("annual", "23"), ("day", "7"), ("lifetime", "32")];
const NETWORKS: &[(&str, &str)] = &[("in", "Y"), ("out", "N")];
/// What is counted: EB09.
const COUNTED: &[(&str, &str)] = &[("visit", "VS"), ("room", "DY")];

/// X12 EB06: what is left, and what was taken so far this year.
const REMAINING: &str = "29";
const SO_FAR: &str = "24";
/// X12 EB01 and EB03: a description, and the plan as a whole.
const DESCRIPTION: &str = "D";
const PLAN: &str = "30";

/// The rows of an insurance.
pub(super) fn rows<'m>(
    told: &mut Told<'m>,
    insurance: &'m Insurance<'m>,
    base: &EligibilityCheck<'m>,
) -> Result<Vec<EligibilityCheck<'m>>, Halt> {
    let mut rows = Vec::new();
    if let Some(in_force) = insurance.inforce.get() {
        rows.push(EligibilityCheck {
            benefit_code: Some(if in_force { "1" } else { "6" }),
            service_types: Some(PLAN),
            ..*base
        });
    }
    // What is said of the answer as a whole stands in its first row.
    let further = EligibilityCheck {
        message: None,
        ..*base
    };
    for item in &insurance.item {
        let row = if rows.is_empty() { base } else { &further };
        let row = of_item(told, item, row);
        if item.benefit.is_empty() {
            rows.push(EligibilityCheck {
                benefit_code: Some(if item.excluded.is_true() { "I" } else { "1" }),
                ..row
            });
        }
        // What is said of the item stands in its first row: benefits may be many, and a description long.
        let mut row = row;
        for benefit in &item.benefit {
            of_benefit(told, item, benefit, &row, &mut rows)?;
            row.message = None;
        }
    }
    for (ordinal, row) in (1..).zip(&mut rows) {
        row.benefit_ordinal = ordinal;
    }
    Ok(rows)
}

/// What all benefits of an item share.
fn of_item<'m>(
    told: &Told<'m>,
    item: &'m Item<'m>,
    base: &EligibilityCheck<'m>,
) -> EligibilityCheck<'m> {
    let what = told.coded(item.product_or_service.as_ref(), SERVICES);
    let mut modifiers = item
        .modifier
        .iter()
        .filter_map(|it| told.coded(Some(it), ANY).code);
    let messages = base
        .message
        .into_iter()
        .chain(text(item.description.as_ref()));
    EligibilityCheck {
        coverage_level: coded(told, item.unit.as_ref(), UNITS),
        service_types: told.coded(item.category.as_ref(), ANY).either(),
        plan_description: text(item.name.as_ref()),
        time_period: coded(told, item.term.as_ref(), TERMS),
        authorization_required: item.authorization_required.get().map(yes),
        in_network: coded(told, item.network.as_ref(), NETWORKS),
        // X12 235: HC is HCPCS, CPT included.
        procedure_qualifier: what.code.and(match what.system {
            Some("cpt" | "hcpcs") => Some("HC"),
            Some("cdt") => Some("AD"),
            other => other,
        }),
        hcpcs_code: what.code,
        mod1: modifiers.next(),
        mod2: modifiers.next(),
        mod3: modifiers.next(),
        mod4: modifiers.next(),
        message: told.joined(messages, "\n"),
        ..*base
    }
}

/// The rows of a benefit: what is allowed, and what is left of it.
fn of_benefit<'m>(
    told: &mut Told<'m>,
    item: &'m Item<'m>,
    it: &'m Benefit<'m>,
    base: &EligibilityCheck<'m>,
    rows: &mut Vec<EligibilityCheck<'m>>,
) -> Result<(), Halt> {
    let kind = it.kind.as_ref();
    let code = coded(told, kind, KINDS);
    let allowed = told.money(
        "insurance.item.benefit.allowedMoney",
        it.allowed_money.as_ref(),
    )?;
    let used = told.money("insurance.item.benefit.usedMoney", it.used_money.as_ref())?;
    let other = kind.filter(|_| code.is_none());
    let words = told.coded(other, ANY).either();
    let words = base
        .message
        .into_iter()
        .chain(words)
        .chain(text(it.allowed_string.as_ref()))
        .chain(text(it.used_string.as_ref()));
    let benefit_code = match item.excluded.is_true() {
        true => "I",
        false => code.unwrap_or(DESCRIPTION),
    };
    let mut row = EligibilityCheck {
        benefit_code: Some(benefit_code),
        benefit_amount: allowed,
        message: told.joined(words, "\n"),
        ..*base
    };
    let is_rate = kind.is_some_and(|kind| has(kind, "copay-percent"));
    let (number, taken) = (
        it.allowed_unsigned_int.as_ref(),
        it.used_unsigned_int.as_ref(),
    );
    if is_rate {
        row.benefit_percent = percent(told, number);
    } else if number.is_some() {
        row.quantity = told.units("insurance.item.benefit.allowedUnsignedInt", number);
        row.quantity_qualifier = coded(told, kind, COUNTED);
    }
    rows.push(row);
    if let Some(used) = used {
        let left = allowed.and_then(|allowed| allowed.checked_sub(used));
        rows.push(EligibilityCheck {
            benefit_amount: left.or(Some(used)),
            time_period: Some(if left.is_some() { REMAINING } else { SO_FAR }),
            message: None,
            ..row
        });
    }
    if let Some(used) = taken.filter(|_| !is_rate) {
        let left = left(number, used);
        let remains = left.is_some();
        let used = told.units("insurance.item.benefit.usedUnsignedInt", Some(used));
        rows.push(EligibilityCheck {
            quantity: left.or(used),
            quantity_qualifier: coded(told, kind, COUNTED),
            time_period: Some(if remains { REMAINING } else { SO_FAR }),
            message: None,
            ..row
        });
    }
    Ok(())
}

/// Whole numbers alone: how much of the first is left.
fn left(allowed: Option<&Decimal<'_>>, used: &Decimal<'_>) -> Option<domain::Quantity> {
    let allowed: i64 = written(allowed)?.parse().ok()?;
    let used: i64 = written(Some(used))?.parse().ok()?;
    units(&allowed.checked_sub(used)?.to_string()).ok()
}

/// As a fraction of 1.
fn percent(told: &mut Told<'_>, it: Option<&Decimal<'_>>) -> Option<domain::Quantity> {
    // Noted where it is no number.
    told.units("insurance.item.benefit.allowedUnsignedInt", it)?;
    units(&format!("{}e-2", written(it)?)).ok()
}

/// What X12 has for a code of FHIR; a code of X12's own as it is.
fn coded<'m>(
    told: &Told<'m>,
    concept: Option<&'m CodeableConcept<'m>>,
    codes: &[(&str, &'static str)],
) -> Option<&'m str> {
    let concept = concept?;
    let known = codes.iter().find(|(code, _)| has(concept, code));
    if let Some((_, code)) = known {
        return Some(code);
    }
    let coded = told.coded(Some(concept), ANY);
    coded.code.filter(|code| {
        let is_x12 = coded.system.is_some_and(|system| system.contains("x12"));
        is_x12 || code.len() <= 2
    })
}

fn yes(it: bool) -> &'static str {
    if it { "Y" } else { "N" }
}
