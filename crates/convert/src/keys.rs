//! What a claim and an answer to it go by where the control number came back changed, or not at all.
//!
//! Looked up by a key, they are compared by what it is made of (`claim_link`): a key may be two claims'.

use domain::{Cents, Digest};
use jiff::civil::Date;

/// Letters of a key: of ten million claims one in five hundred shares its by chance. Each letter is half a byte of every
/// row.
const LETTERS: usize = 8;
/// What systems put between a number and something of theirs.
const SEPARATORS: [char; 5] = [' ', '-', '/', '.', '_'];
/// A number has at least so many letters, and what is put behind it at most so many. A front that many numbers share
/// (a year, a facility) is none.
const THREE: usize = 3;

/// The keys of a claim, or of an answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    pub(crate) number: Option<String>,
    pub(crate) member: Option<String>,
}

impl Keys {
    /// Without a day there are none. What takes an answer back has the charge with its sign turned.
    pub(crate) fn new(
        number: &str,
        member: Option<&str>,
        charge: Cents,
        day: Option<Date>,
    ) -> Keys {
        let Some(day) = day else {
            return Keys::default();
        };
        let day = domain::date::days(day).to_be_bytes();
        let charge = charge.0.unsigned_abs().to_be_bytes();
        let key = |kind: &[u8], of: &str| {
            let digest = Digest::of(&[kind, of.as_bytes(), &charge, &day]).to_string();
            (!of.is_empty()).then(|| digest.chars().take(LETTERS).collect())
        };
        Keys {
            number: key(b"number", &short(number)),
            member: key(b"member", member.unwrap_or_default()),
        }
    }
}

/// A number without what systems add to it or leave out.
fn short(number: &str) -> String {
    let number = number.trim_matches(' ').trim_start_matches('0');
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|letter| !SEPARATORS.contains(letter));
        letters.flat_map(char::to_uppercase).collect()
    };
    let whole = letters(number);
    let front = letters(number.split(SEPARATORS).next().unwrap_or_default());
    let (all, first) = (whole.chars().count(), front.chars().count());
    let behind = all.saturating_sub(first);
    let is_one = first >= THREE && behind <= THREE && behind < first;
    if is_one { front } else { whole }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_number_stays_the_same_whatever_is_put_around_it() {
        for number in [
            "771", "000771", " 771", "771-1", "771 A", "0771/2", "77-1", "7_7_1",
        ] {
            assert_eq!(short(number), "771", "{number}");
        }
        assert_eq!(short("abc1"), short("ABC1"));
        assert_eq!(short("ABC-1001"), "ABC1001");
        assert_eq!(short("2026-000123/1"), "20260001231");
        assert_eq!(short("0000"), "");
        assert_ne!(short("7710"), short("771"));
    }

    #[test]
    fn keys_are_of_charge_and_day_too() {
        let key = |number, member, charge, on| Keys::new(number, member, Cents(charge), on);
        let (day, next) = (Some(date(2026, 3, 1)), Some(date(2026, 3, 2)));
        let one = key("771", Some("M1"), 15_000, day);
        assert_eq!(one, key("000771", Some("M1"), -15_000, day));
        assert_eq!(one.number.as_ref().unwrap().len(), LETTERS);
        let others = [
            key("772", Some("M2"), 15_000, day),
            key("771", Some("M1"), 15_001, day),
            key("771", Some("M1"), 15_000, next),
        ];
        for other in others {
            assert_ne!(one.number, other.number);
            assert_ne!(one.member, other.member);
        }
        assert_eq!(key("0", None, 15_000, day), Keys::default());
        assert_eq!(key("771", Some("M1"), 15_000, None), Keys::default());
    }
}
