//! Elements of list columns from the segments they stand for.

use std::borrow::Cow;

use domain::date;
use jiff::civil::Date;
use tables::{Amount, Attachment, Contact, Count, Entity, Period, Reference, WriteError};
use x12::segment::{Amt, Dtm, Dtp, Nm1, Per, Pwk, Qty, Ref};

use crate::context::Context;
use crate::fault::{self, Element, Fault};
use crate::texts::Texts;

/// A value that may be empty as a column takes it.
pub(crate) fn given(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}

/// REF.
pub(crate) fn reference<'a>(segment: Ref<'a>, texts: &'a Texts) -> Reference<'a> {
    let segment = segment.segment();
    Reference {
        qualifier: texts.get(segment.element(1)),
        value: texts.opt(segment.element(2)),
        description: texts.opt(segment.element(3)),
    }
}

/// AMT; an amount that can't be taken refuses the segment.
pub(crate) fn amount<'a>(segment: Amt<'a>, texts: &'a Texts) -> Result<Amount<'a>, Fault> {
    let segment = segment.segment();
    Ok(Amount {
        qualifier: texts.get(segment.element(1)),
        amount: fault::required_money(&segment, Element::Of(2, 0), segment.element(2))?,
    })
}

/// QTY; a quantity that can't be taken refuses the segment.
pub(crate) fn count<'a>(segment: Qty<'a>, texts: &'a Texts) -> Result<Count<'a>, Fault> {
    let segment = segment.segment();
    Ok(Count {
        qualifier: texts.get(segment.element(1)),
        quantity: fault::required_quantity(&segment, Element::Of(2, 0), segment.element(2))?,
    })
}

/// PWK.
pub(crate) fn attachment<'a>(pwk: Pwk<'a>, texts: &'a Texts) -> Attachment<'a> {
    Attachment {
        report_type: texts.get(pwk.report_type()),
        transmission: texts.get(pwk.transmission_code()),
        control_number: texts.opt(pwk.control_number()),
    }
}

/// NM1.
pub(crate) fn entity<'a>(segment: Nm1<'a>, texts: &'a Texts) -> Entity<'a> {
    let segment = segment.segment();
    Entity {
        entity: texts.get(segment.element(1)),
        entity_type: texts.opt(segment.element(2)),
        name: texts.opt(segment.element(3)),
        first_name: texts.opt(segment.element(4)),
        middle_name: texts.opt(segment.element(5)),
        suffix: texts.opt(segment.element(7)),
        id_qualifier: texts.opt(segment.element(8)),
        id: texts.opt(segment.element(9)),
    }
}

/// PER.
pub(crate) fn contact<'a>(segment: Per<'a>, texts: &'a Texts) -> Contact<'a> {
    let segment = segment.segment();
    Contact {
        function: texts.get(segment.element(1)),
        name: texts.opt(segment.element(2)),
        first_qualifier: texts.opt(segment.element(3)),
        first: texts.opt(segment.element(4)),
        second_qualifier: texts.opt(segment.element(5)),
        second: texts.opt(segment.element(6)),
        third_qualifier: texts.opt(segment.element(7)),
        third: texts.opt(segment.element(8)),
    }
}

/// DTM. A day that can't be taken is null, and the fault says why.
pub(crate) fn moment<'a>(segment: Dtm<'a>, texts: &'a Texts) -> (Period<'a>, Option<Fault>) {
    let segment = segment.segment();
    let (from, fault) = match fault::day(&segment, Element::Of(2, 0), segment.element(2)) {
        Ok(day) => (day, None),
        Err(fault) => (None, Some(fault)),
    };
    let period = Period {
        qualifier: texts.get(segment.element(1)),
        from,
        to: None,
        time: texts.opt(segment.element(3)),
    };
    (period, fault)
}

/// DTP, in the formats D8, RD8, DT, TM. What can't be taken is null, and the fault says why.
pub(crate) fn period<'a>(segment: Dtp<'a>, texts: &'a Texts) -> (Period<'a>, Option<Fault>) {
    let segment = segment.segment();
    let mut period = Period {
        qualifier: texts.get(segment.element(1)),
        ..Period::default()
    };
    let text = segment.element(3);
    let bad = |error| Some(Fault::date(&segment, Element::Of(3, 0), error));
    let mut set = |parsed: Result<(Date, Option<Date>), domain::DateError>| match parsed {
        Ok((from, to)) => {
            (period.from, period.to) = (Some(from), to);
            None
        }
        Err(error) => bad(error),
    };
    let fault = match segment.element(2) {
        _ if text.is_empty() => None,
        b"RD8" => set(date::parse_rd8(text).map(|(from, to)| (from, Some(to)))),
        b"TM" => {
            period.time = texts.opt(text);
            date::parse_time(text).err().and_then(bad)
        }
        b"DT" => match text.split_at_checked(8) {
            Some((day, time)) => {
                let fault = set(date::parse_d8(day).map(|day| (day, None)));
                period.time = texts.opt(time);
                fault.or_else(|| date::parse_time(time).err().and_then(bad))
            }
            None => set(date::parse_d8(text).map(|day| (day, None))),
        },
        _ => set(date::parse_d8(text).map(|day| (day, None))),
    };
    (period, fault)
}

/// A day that a row can do without: one that can't be taken is null, with a note.
pub(crate) fn day(
    segment: &x12::Segment<'_>,
    element: usize,
    cx: &mut Context<'_>,
) -> Result<Option<Date>, WriteError> {
    match fault::day(segment, Element::Of(element, 0), segment.element(element)) {
        Ok(day) => Ok(day),
        Err(fault) => cx.lost("bad_date", &fault).map(|()| None),
    }
}

/// In upper case, without the dot that some senders leave in.
pub(crate) fn plain(code: &str) -> Cow<'_, str> {
    if code
        .bytes()
        .any(|byte| byte == b'.' || byte.is_ascii_lowercase())
    {
        let kept = code.chars().filter(|c| *c != '.');
        Cow::Owned(kept.map(|c| c.to_ascii_uppercase()).collect())
    } else {
        Cow::Borrowed(code)
    }
}
