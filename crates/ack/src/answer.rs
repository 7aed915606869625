//! Writes TA1 and 999. X12 005010, TA1; 005010X231A1.

use std::io::{self, Write};

use crate::element::ElementError;
use crate::found::{Group, Interchange, SegmentError, Set};

/// The guide that the answers follow.
const GUIDE: &str = "005010X231A1";

/// When an answer is dated: `YYMMDD`, `CCYYMMDD` and `HHMM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// CCYYMMDD.
    pub day: String,
    /// HHMM.
    pub time: String,
}

/// Writes what goes back for an interchange: one interchange with the number of the one that it answers,
/// which holds the TA1, if one is due, and a 999 for each group that is no answer itself. Returns whether
/// anything is due.
///
/// # Errors
/// Those of writing.
pub fn write(interchange: &Interchange, stamp: &Stamp, out: &mut dyn Write) -> io::Result<bool> {
    let groups: Vec<&Group> = interchange
        .groups
        .iter()
        .filter(|group| !group.is_answer())
        .collect();
    let ta1 = interchange.sends_ta1();
    if !ta1 && groups.is_empty() {
        return Ok(false);
    }
    let control = number(&interchange.control, 9);
    let [sender_qualifier, sender] = &interchange.sender;
    let [receiver_qualifier, receiver] = &interchange.receiver;
    let day = stamp.day.get(2..).unwrap_or_default();
    writeln!(
        out,
        "ISA*00*{:10}*00*{:10}*{}*{:15}*{}*{:15}*{day}*{}*^*00501*{control}*0*{}*:~",
        "",
        "",
        qualifier(receiver_qualifier),
        party(receiver, b""),
        qualifier(sender_qualifier),
        party(sender, b""),
        stamp.time,
        if interchange.test { "T" } else { "P" },
    )?;
    if ta1 {
        let [dated, timed] = &interchange.dated;
        let note = interchange.notes.first().copied().unwrap_or("000");
        let (dated, timed) = (digits(dated), digits(timed));
        // A day with its century, a time with its seconds: six and four digits are what TA1 has.
        let dated = format!(
            "{:0>6}",
            dated
                .get(dated.len().saturating_sub(6)..)
                .unwrap_or_default()
        );
        let timed = format!("{:0>4}", timed.get(..4).unwrap_or(&timed));
        let verdict = interchange.verdict().letter();
        writeln!(out, "TA1*{control}*{dated}*{timed}*{verdict}*{note}~")?;
    }
    if let Some(first) = groups.first() {
        let ([_, to_them], [_, to_us]) = (&interchange.sender, &interchange.receiver);
        let [sender, receiver] = &first.parties;
        let group = control.trim_start_matches('0');
        let group = if group.is_empty() { "1" } else { group };
        let (from, to) = (party(receiver, to_us), party(sender, to_them));
        let (day, time) = (&stamp.day, &stamp.time);
        writeln!(out, "GS*FA*{from}*{to}*{day}*{time}*{group}*X*{GUIDE}~")?;
        for (ordinal, answered) in (1_usize..).zip(&groups) {
            let mut set = SetWriter { out, segments: 0 };
            set.write(answered, ordinal)?;
        }
        writeln!(out, "GE*{}*{group}~", groups.len())?;
    }
    writeln!(out, "IEA*{}*{control}~", usize::from(!groups.is_empty()))?;
    Ok(true)
}

/// Counts the segments of a 999 while they are written.
struct SetWriter<'o> {
    out: &'o mut dyn Write,
    segments: u64,
}

impl SetWriter<'_> {
    fn put(&mut self, elements: &[&str]) -> io::Result<()> {
        self.segments += 1;
        let sent = elements.iter().rposition(|element| !element.is_empty());
        let sent = elements
            .get(..sent.map_or(0, |last| last + 1))
            .unwrap_or_default();
        writeln!(self.out, "{}~", sent.join("*"))
    }

    fn write(&mut self, group: &Group, ordinal: usize) -> io::Result<()> {
        let control = format!("{ordinal:04}");
        self.put(&["ST", "999", &control, GUIDE])?;
        let functional_id = at_least(2, cut(&plain(&group.functional_id), 2));
        let (version, number) = (cut(&plain(&group.version), 12), number(&group.control, 0));
        self.put(&["AK1", &functional_id, &number, &version])?;
        for set in &group.sets {
            self.set(set)?;
        }
        let received = u64::try_from(group.sets.len()).unwrap_or(u64::MAX);
        // AK902 has six digits.
        let included = group.declared.unwrap_or(received).min(999_999).to_string();
        let accepted = group.accepted().to_string();
        let (verdict, received) = (group.verdict().letter(), received.to_string());
        let mut ak9 = vec!["AK9", verdict, &included, &received, &accepted];
        ak9.extend(group.errors.iter().take(5));
        self.put(&ak9)?;
        let count = (self.segments + 1).to_string();
        self.put(&["SE", &count, &control])
    }

    fn set(&mut self, set: &Set) -> io::Result<()> {
        let id = at_least(3, cut(&plain(&set.id), 3));
        let control = at_least(4, cut(&plain(&set.control), 9));
        self.put(&["AK2", &id, &control, &cut(&plain(&set.version), 35)])?;
        for error in &set.segments {
            self.segment(error)?;
        }
        let mut ik5 = vec!["IK5", set.verdict().letter()];
        ik5.extend(set.errors.iter().take(5));
        self.put(&ik5)
    }

    fn segment(&mut self, error: &SegmentError) -> io::Result<()> {
        let at = error.segment.to_string();
        // IK301 must be there, and has two or three characters.
        let id = plain(&error.id);
        let id = if (2..=3).contains(&id.len()) {
            &id
        } else {
            "ZZZ"
        };
        // Data element 447 has four characters at most: 2010 for 2010AA.
        let within = cut(error.within.unwrap_or_default(), 4);
        self.put(&["IK3", id, &at, &within, error.code])?;
        if let Some((name, value)) = &error.unit {
            let value = cut(&plain(value), 35);
            if !value.is_empty() {
                self.put(&["CTX", &format!("{name}:{value}")])?;
            }
        }
        for element in &error.elements {
            self.element(element)?;
        }
        Ok(())
    }

    fn element(&mut self, error: &ElementError) -> io::Result<()> {
        // IK401 counts to 99 elements and components, and to 9,999 repetitions.
        if error.element > 99 || error.component > 99 {
            return Ok(());
        }
        let repetition = if error.repetition > 9_999 {
            0
        } else {
            error.repetition
        };
        let place = match (error.component, repetition) {
            (0, 0) => error.element.to_string(),
            (component, 0) => format!("{}:{component}", error.element),
            (0, repetition) => format!("{}::{repetition}", error.element),
            (component, repetition) => format!("{}:{component}:{repetition}", error.element),
        };
        let number = error
            .number
            .map(|number| number.to_string())
            .unwrap_or_default();
        // A copy may be left out where it would break the answer itself.
        let copy = plain(&error.bad);
        let copies = copy.len() == error.bad.len() && copy.as_bytes() == error.bad;
        let copy = if copies {
            cut(&copy, 99)
        } else {
            String::new()
        };
        self.put(&["IK4", &place, &number, error.code, &copy])
    }
}

/// Text in the basic and extended character sets, without the delimiters of the answer.
fn plain(bytes: &[u8]) -> String {
    let keep = bytes
        .iter()
        .filter(|b| matches!(b, b' '..=b'~') && !matches!(b, b'*' | b'~' | b':' | b'^'));
    keep.copied().map(char::from).collect()
}

fn cut(text: &str, most: usize) -> String {
    text.chars()
        .take(most)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The digits of a number, with zeros before them up to a width; at most nine, none of them leading zeros
/// beyond the width.
fn number(bytes: &[u8], width: usize) -> String {
    let digits = digits(bytes);
    let digits = digits.trim_start_matches('0');
    let digits = digits.get(..9).unwrap_or(digits);
    let digits = if digits.is_empty() { "0" } else { digits };
    format!("{digits:0>width$}")
}

fn digits(bytes: &[u8]) -> String {
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).take(100);
    digits.copied().map(char::from).collect()
}

/// What an element must have, with zeros before it up to its width.
fn at_least(width: usize, text: String) -> String {
    format!("{text:0>width$}")
}

/// An id of a party, else another one of it, else a word: the element must be there.
fn party(id: &[u8], other: &[u8]) -> String {
    let ids = [id, other].map(|id| cut(&plain(id), 15));
    let known = ids.into_iter().find(|id| id.len() >= 2);
    known.unwrap_or_else(|| "UNKNOWN".to_owned())
}

fn qualifier(bytes: &[u8]) -> String {
    let text = cut(&plain(bytes), 2);
    if text.len() == 2 {
        text
    } else {
        "ZZ".to_owned()
    }
}
