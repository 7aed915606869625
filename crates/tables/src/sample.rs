//! Rows out of a seed, for the tests: every kind of value, nulls, empty and long lists.

use domain::{Cents, Phi, Quantity};
use jiff::civil::Date;

use crate::kind::{Day, Flag, Instant, Int, Kind, Long, Micros, Money, Opt, Text, Units};
use crate::origin::{Origin, UnitOrigin};
use crate::record::{List, Record};
use crate::statement::Statement;

/// Numbers without a pattern (xorshift).
#[derive(Debug)]
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn signed(&mut self, bound: u64) -> i64 {
        let sign = if self.below(2) == 0 { 1 } else { -1 };
        sign * i64::try_from(self.below(bound)).unwrap()
    }
}

/// A kind's value out of a seed. What must be borrowed is leaked: these are tests.
pub(crate) trait Sample: crate::kind::Field {
    fn sample(seed: &mut Seed) -> Self::Value<'static>;
}

/// A record's row out of a seed.
pub(crate) trait SampleRecord: Record {
    fn sample(seed: &mut Seed) -> Self::Row<'static>;
}

impl Sample for Text {
    fn sample(seed: &mut Seed) -> &'static str {
        match seed.below(4) {
            0 => "",
            1 => "ÑANDÚ",
            _ => Box::leak(format!("v{:03}", seed.below(500)).into_boxed_str()),
        }
    }
}

impl Sample for Flag {
    fn sample(seed: &mut Seed) -> bool {
        seed.below(2) == 0
    }
}

impl Sample for Int {
    fn sample(seed: &mut Seed) -> i32 {
        i32::try_from(seed.signed(1 << 30)).unwrap()
    }
}

impl Sample for Long {
    fn sample(seed: &mut Seed) -> i64 {
        seed.signed(1 << 62)
    }
}

impl Sample for Money {
    fn sample(seed: &mut Seed) -> Cents {
        Cents(seed.signed(999_999_999_999_999_999))
    }
}

impl Sample for Units {
    fn sample(seed: &mut Seed) -> Quantity {
        Quantity(seed.signed(999_999_999_999_999_999))
    }
}

impl Sample for Day {
    fn sample(seed: &mut Seed) -> Date {
        let span = jiff::Span::new().days(seed.signed(300_000));
        jiff::civil::date(1990, 1, 1).checked_add(span).unwrap()
    }
}

impl Sample for Instant {
    fn sample(seed: &mut Seed) -> Micros {
        Micros(seed.signed(1 << 50))
    }
}

impl<K: Sample + Kind + crate::kind::Scalar> Sample for Opt<K>
where
    K: crate::kind::Field<Value<'static> = <K as Kind>::Value<'static>>,
{
    fn sample(seed: &mut Seed) -> Option<<K as Kind>::Value<'static>> {
        if seed.below(3) == 0 {
            None
        } else {
            Some(<K as Sample>::sample(seed))
        }
    }
}

impl<R> Sample for List<R>
where
    R: SampleRecord + 'static,
    for<'a> R::Row<'a>: PartialEq,
{
    fn sample(seed: &mut Seed) -> &'static [R::Row<'static>] {
        let count = seed.below(4);
        Box::leak(
            (0..count)
                .map(|_| R::sample(seed))
                .collect::<Vec<_>>()
                .into_boxed_slice(),
        )
    }
}

impl Sample for Statement<'static> {
    fn sample(seed: &mut Seed) -> Statement<'static> {
        Statement {
            format: Text::sample(seed),
            message_type: Text::sample(seed),
            message_id: Opt::<Text>::sample(seed),
            ordinal: Int::sample(seed),
            stated: Opt::<Instant>::sample(seed),
            zone_assumed: Flag::sample(seed),
            cleared: Opt::<Text>::sample(seed),
            deleted: Flag::sample(seed),
            reference: Opt::<Text>::sample(seed),
            patient_reference: Opt::<Text>::sample(seed),
            encounter_reference: Opt::<Text>::sample(seed),
        }
    }
}

impl Sample for Origin<'static> {
    fn sample(seed: &mut Seed) -> Origin<'static> {
        let unit = UnitOrigin {
            source_system: Text::sample(seed),
            file_id: Text::sample(seed),
            member: Opt::<Text>::sample(seed).map(Phi),
            unit_id: Opt::<Text>::sample(seed),
            doc_id: Opt::<Text>::sample(seed),
            generation: Int::sample(seed),
            event_time: Opt::<Instant>::sample(seed),
            is_test: Flag::sample(seed),
        };
        Origin {
            unit: Box::leak(Box::new(unit)),
            record: Long::sample(seed),
            byte: Long::sample(seed),
            incomplete: Flag::sample(seed),
        }
    }
}
