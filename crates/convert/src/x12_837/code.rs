//! HI: diagnoses as rows of `claim_diagnosis`, everything else as items of the claim.

use std::borrow::Cow;

use domain::date;
use jiff::civil::Date;
use tables::{ClaimDiagnosis, HealthCode, WriteError};
use x12::Kind;
use x12::segment::{Hi, HiValue};

use crate::context::{Context, at};
use crate::fault::{self, Element, Fault};
use crate::items;
use crate::texts::Texts;

/// The codes of a claim, as its HI segments come.
pub(super) struct Codes<'a> {
    clm_ordinal: i32,
    kind: Kind,
    diagnoses: i32,
    rank: i32,
    pub(super) principal: Option<Cow<'a, str>>,
    pub(super) admitting: Option<Cow<'a, str>>,
    pub(super) drg: Option<Cow<'a, str>>,
    /// An amount or a quantity could not be taken.
    pub(super) damaged: bool,
    others: Vec<(Cow<'a, str>, HealthCode<'a>)>,
}

impl<'a> Codes<'a> {
    pub(super) fn new(clm_ordinal: i32, kind: Kind) -> Codes<'a> {
        Codes {
            clm_ordinal,
            kind,
            diagnoses: 0,
            rank: 0,
            principal: None,
            admitting: None,
            drg: None,
            damaged: false,
            others: Vec::new(),
        }
    }

    /// Takes a segment; false where it holds nothing.
    pub(super) fn push(
        &mut self,
        hi: Hi<'a>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<bool, WriteError> {
        let mut any = false;
        if hi.surplus() > 0 {
            self.damaged = true;
            let words = "expected at most 12 codes, but found more";
            let fault = Fault::new(&hi.segment(), Element::Of(13, 0), "3", words);
            cx.lost("too_many_codes", &fault)?;
        }
        for value in hi.values() {
            if value.code().is_empty() {
                let element = Element::Of(usize::from(value.ordinal), 2);
                cx.lost(
                    "missing_code",
                    &Fault::missing(&hi.segment(), element, "a code"),
                )?;
                continue;
            }
            any = true;
            let code = items::plain(texts.get(value.code()));
            match value.qualifier() {
                b"ABK" | b"BK" | b"ABF" | b"BF" | b"ABJ" | b"BJ" | b"APR" | b"PR" | b"ABN"
                | b"BN" => {
                    self.diagnosis(hi, value, code, texts, cx)?;
                }
                _ => self.other(hi, value, code, texts, cx)?,
            }
        }
        Ok(any)
    }

    fn diagnosis(
        &mut self,
        hi: Hi<'a>,
        value: HiValue<'a>,
        code: Cow<'a, str>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        self.diagnoses += 1;
        // Professional and dental lines point at the principal and the other diagnoses, in their order.
        let pointed = matches!(value.qualifier(), b"ABK" | b"BK" | b"ABF" | b"BF");
        let points = matches!(self.kind, Kind::ClaimProfessional | Kind::ClaimDental);
        let rank = (pointed && points).then(|| {
            self.rank += 1;
            self.rank
        });
        let unit = cx.place.origin();
        cx.out.claim_diagnosis().append(&ClaimDiagnosis {
            origin: at(&unit, hi.segment().position(), false),
            clm_ordinal: self.clm_ordinal,
            diagnosis_ordinal: self.diagnoses,
            qualifier: texts.get(value.qualifier()),
            rank,
            code: &code,
            poa: texts.opt(value.present_on_admission()),
        })?;
        match value.qualifier() {
            b"ABK" | b"BK" => self.principal = self.principal.take().or(Some(code)),
            b"ABJ" | b"BJ" => self.admitting = self.admitting.take().or(Some(code)),
            _ => {}
        }
        Ok(())
    }

    fn other(
        &mut self,
        hi: Hi<'a>,
        value: HiValue<'a>,
        code: Cow<'a, str>,
        texts: &'a Texts,
        cx: &mut Context<'_>,
    ) -> Result<(), WriteError> {
        let segment = hi.segment();
        let element = |component| Element::Of(usize::from(value.ordinal), component);
        let mut item = HealthCode {
            qualifier: texts.get(value.qualifier()),
            ..HealthCode::default()
        };
        match days(value) {
            Ok((from, to)) => (item.from, item.to) = (from, to),
            Err(error) => cx.lost("bad_date", &Fault::date(&segment, element(4), error))?,
        }
        match fault::money(&segment, element(5), value.amount()) {
            Ok(amount) => item.amount = amount,
            Err(fault) => {
                self.damaged = true;
                cx.lost("bad_amount", &fault)?;
            }
        }
        match fault::quantity(&segment, element(6), value.quantity()) {
            Ok(quantity) => item.quantity = quantity,
            Err(fault) => {
                self.damaged = true;
                cx.lost("bad_quantity", &fault)?;
            }
        }
        if value.qualifier() == b"DR" {
            self.drg = self.drg.take().or(Some(code.clone()));
        }
        self.others.push((code, item));
        Ok(())
    }

    /// Those that are no diagnoses, as a list column takes them.
    pub(super) fn items(&self) -> Vec<HealthCode<'_>> {
        self.others
            .iter()
            .map(|(code, item)| HealthCode { code, ..*item })
            .collect()
    }
}

fn days(value: HiValue<'_>) -> Result<(Option<Date>, Option<Date>), domain::DateError> {
    let text = value.date();
    match value.date_format() {
        _ if text.is_empty() => Ok((None, None)),
        b"RD8" => date::parse_rd8(text).map(|(from, to)| (Some(from), Some(to))),
        _ => date::parse_d8(text).map(|day| (Some(day), None)),
    }
}
