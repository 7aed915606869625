//! One document in other bytes keeps its key and content; another document gets others.
//!
//! Over every golden file, the sample, and published files where a folder of them is there.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use convert::{Limits, Survey, Unit};
use x12::Delimiters;

use crate::rewrite::{Line, Part, Style, Wrap, read, write};

const USUAL: Delimiters = Delimiters {
    element: b'*',
    component: b':',
    repetition: Some(b'^'),
    terminator: b'~',
};

/// What a unit is known by: kind, key, content and id.
type Document = [String; 4];

/// Files by name, those that are X12.
#[expect(clippy::print_stdout, reason = "what was skipped says so")]
fn files() -> Vec<(String, Vec<u8>)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.join("../../../shared/corpora");
    let corpora = std::env::var_os("CLAIMLAKE_CORPORA").map_or(beside, PathBuf::from);
    let mut paths = Vec::new();
    walk(&here.join("tests/golden"), &mut paths);
    walk(&here.join("../../events/sample"), &mut paths);
    assert!(paths.len() > 100, "{}", paths.len());
    if corpora.join("x12").is_dir() {
        walk(&corpora.join("x12"), &mut paths);
    } else {
        println!("SKIPPED: no corpora; set CLAIMLAKE_CORPORA to a folder with INDEX.tsv");
    }
    paths.sort();
    let named = |path: PathBuf| (path.display().to_string(), std::fs::read(path).unwrap());
    paths
        .into_iter()
        .map(named)
        .filter(|(_, bytes)| survey(bytes).format == "x12")
        .collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_none_or(|it| it != "expect") {
            paths.push(path);
        }
    }
}

fn survey(bytes: &[u8]) -> Survey {
    convert::survey(&mut Cursor::new(bytes), &Limits::default()).unwrap()
}

fn known(unit: &Unit) -> Document {
    [&unit.kind, &unit.doc_key, &unit.content_hash, &unit.doc_id].map(String::clone)
}

fn documents(bytes: &[u8]) -> Vec<Document> {
    survey(bytes).units.iter().map(known).collect()
}

/// Every file whose segments can all be read, as lines, with its documents.
fn readable() -> Vec<(String, Vec<Line>, Vec<Document>)> {
    let mut readable = Vec::new();
    for (name, bytes) in files() {
        let documents = documents(&bytes);
        if let Some(lines) = read(&bytes).filter(|_| !documents.is_empty()) {
            readable.push((name, lines, documents));
        }
    }
    assert!(readable.len() > 100, "{}", readable.len());
    readable
}

/// The first way of writing the lines that their content allows, of these.
fn written(lines: &[Line], wrap: Wrap) -> Vec<u8> {
    let mut styles = [*b"*:^~", *b"|>!\x1c", *b"\x1d\x1e\x1f\n"].into_iter();
    styles
        .find_map(|style| {
            write(
                lines,
                Style {
                    delimiters: delimiters(style),
                    wrap,
                },
            )
        })
        .unwrap()
}

fn delimiters([element, component, repetition, terminator]: [u8; 4]) -> Delimiters {
    Delimiters {
        element,
        component,
        repetition: Some(repetition),
        terminator,
    }
}

/// Line ends in binary data are its own, and its length counts them.
fn has_binary(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|it| it == b"BIN*" || it == b"BDS*")
}

/// Damaged segments as well: their digest leaves line ends out.
#[test]
fn other_line_ends() {
    let mut checked = 0;
    for (name, bytes) in files() {
        let expected = documents(&bytes);
        let Some(terminator) = terminator(&bytes) else {
            continue;
        };
        // Where lines are segments, or the end is more than a byte, nothing may be put there.
        if !terminator.is_ascii_graphic() || has_binary(&bytes) {
            continue;
        }
        let bare: Vec<u8> = bytes
            .iter()
            .copied()
            .filter(|byte| !matches!(byte, b'\r' | b'\n'))
            .collect();
        for end in ["\n", "\r\n", "\n\n"] {
            let mut wrapped = Vec::new();
            for byte in &bare {
                wrapped.push(*byte);
                if *byte == terminator {
                    wrapped.extend_from_slice(end.as_bytes());
                }
            }
            assert_eq!(documents(&wrapped), expected, "{name} {end:?}");
        }
        assert_eq!(documents(&bare), expected, "{name}");
        checked += 1;
    }
    assert!(checked > 100, "{checked}");
}

/// Of a file of which all interchanges have one.
fn terminator(bytes: &[u8]) -> Option<u8> {
    let mut reader = x12::Reader::new(bytes, x12::Limits::default());
    let mut found = None;
    while let Some(event) = reader.next_event().ok()? {
        if let x12::Event::InterchangeStart(isa) = event {
            let terminator = isa.segment().delimiters().terminator;
            if *found.get_or_insert(terminator) != terminator {
                return None;
            }
        }
    }
    found
}

#[test]
fn other_delimiters() {
    // In other roles, those of the canonical form, its escape, control characters, lines as segments.
    let styles = [
        *b"*:^~",
        *b"|>!\\",
        *b"~^:*",
        *b":~*^",
        *b"\x1d\x1e\x1f\x1c",
        *b"\x1b:^\n",
        *b"\t<&\r",
    ];
    let mut written = vec![0; styles.len()];
    for (name, lines, expected) in readable() {
        for (at, style) in styles.into_iter().enumerate() {
            for wrap in [Wrap::Nothing, Wrap::CrLf, Wrap::Eighty] {
                let style = Style {
                    delimiters: delimiters(style),
                    wrap,
                };
                let Some(bytes) = write(&lines, style) else {
                    continue;
                };
                assert_eq!(documents(&bytes), expected, "{name} {style:?}");
                written[at] += 1;
            }
        }
    }
    assert!(written.iter().all(|count| *count > 200), "{written:?}");
}

/// Numbers and times of the envelopes say nothing, but that an acknowledgment is of a day.
#[test]
fn other_envelopes() {
    let mut dated = 0;
    for (name, lines, expected) in readable() {
        let found = documents(&written(&renewed(&lines, None), Wrap::Lf));
        assert_eq!(found, expected, "{name}");
        let found = documents(&written(&renewed(&lines, Some("20291231")), Wrap::Lf));
        assert_eq!(found.len(), expected.len(), "{name}");
        for (found, expected) in found.iter().zip(&expected) {
            if ["999", "997"].contains(&expected[0].as_str()) {
                assert_eq!(found[2], expected[2], "{name}");
                assert_ne!(found[1], expected[1], "{name}");
                dated += 1;
            } else {
                assert_eq!(found, expected, "{name}");
            }
        }
    }
    assert!(dated > 5, "{dated}");
}

/// Other control numbers and times of day, where there is one that can be read, and another day.
fn renewed(lines: &[Line], day: Option<&str>) -> Vec<Line> {
    let is_time =
        |time: &[u8]| time.len() == 4 && time.iter().all(u8::is_ascii_digit) && time < &b"2400"[..];
    let mut lines = lines.to_vec();
    for (at, line) in lines.iter_mut().enumerate() {
        let number = (700_000_000 + at).to_string();
        let (date, time, control) = match line.part {
            Part::Isa(_) => (9, 10, 13),
            Part::Gs if line.elements.len() > 6 => (4, 5, 6),
            Part::St if line.elements.len() > 1 => {
                line.set(2, number.as_bytes());
                continue;
            }
            _ => continue,
        };
        line.set(control, number.as_bytes());
        if let Some(day) = day {
            line.set(time, b"2359");
            line.set(date, &day.as_bytes()[if date == 9 { 2 } else { 0 }..]);
        } else if is_time(line.value(time)) {
            line.set(time, b"2359");
        }
    }
    lines
}

/// The header and the group that a set is in, and the set.
struct Set {
    isa: Line,
    gs: Line,
    lines: Vec<Line>,
}

/// The sets that stand in a group and have their trailers.
fn sets(lines: &[Line]) -> Vec<Set> {
    let (mut isa, mut gs, mut open, mut sets) = (None, None, Vec::new(), Vec::new());
    for line in lines.iter().cloned() {
        match line.part {
            Part::Isa(_) => (isa, gs) = (Some(line), None),
            Part::Gs => gs = Some(line),
            Part::Ge | Part::Iea => (gs, open) = (None, Vec::new()),
            Part::St => open = vec![line],
            Part::Inside => open.push(line),
            Part::Se => {
                open.push(line);
                let lines = std::mem::take(&mut open);
                if let (Some(isa), Some(gs)) = (isa.clone(), gs.clone()) {
                    sets.push(Set { isa, gs, lines });
                }
            }
            Part::Outside => {}
        }
    }
    sets
}

fn trailers(out: &mut Vec<Line>) {
    for (part, id) in [(Part::Ge, "GE"), (Part::Iea, "IEA")] {
        let one = vec![vec![b"1".to_vec()]];
        let id = id.as_bytes().to_vec();
        out.push(Line {
            part,
            id,
            elements: vec![one.clone(), one],
        });
    }
}

/// Only documents that are sets with an SE in a group; a TA1 is none.
fn of_sets(lines: &[Line], documents: &[Document]) -> Option<Vec<Document>> {
    let whole = sets(lines).len() == lines.iter().filter(|line| line.part == Part::St).count();
    let sets = documents.iter().filter(|it| it[0] != "TA1").cloned();
    whole.then(|| sets.collect())
}

#[test]
fn an_interchange_for_each_set() {
    let mut split = 0;
    for (name, lines, expected) in readable() {
        let Some(expected) = of_sets(&lines, &expected) else {
            continue;
        };
        let mut all = Vec::new();
        for (set, expected) in sets(&lines).into_iter().zip(&expected) {
            let mut one = vec![set.isa, set.gs];
            one.extend(set.lines);
            trailers(&mut one);
            // Alone in a file, and among all.
            assert_eq!(
                documents(&written(&one, Wrap::Lf)),
                std::slice::from_ref(expected),
                "{name}"
            );
            all.extend(one);
            split += 1;
        }
        assert_eq!(documents(&written(&all, Wrap::Nothing)), expected, "{name}");
    }
    assert!(split > 150, "{split}");
}

/// Sets of many files that agree in who sends to whom, in guide and day, as one group.
#[test]
fn one_group_for_many_sets() {
    type Group = (Vec<Set>, Vec<Document>);
    let mut groups: BTreeMap<Vec<Vec<u8>>, Group> = BTreeMap::new();
    for (_, lines, expected) in readable() {
        let Some(expected) = of_sets(&lines, &expected) else {
            continue;
        };
        for (set, expected) in sets(&lines).into_iter().zip(expected) {
            let mut key: Vec<Vec<u8>> = [5, 6, 7, 8, 12, 15]
                .map(|at| set.isa.value(at).to_vec())
                .to_vec();
            key.extend([1, 4, 8].map(|at| set.gs.value(at).to_vec()));
            key.push(format!("{:?} {}", set.isa.part, set.gs.elements.len()).into_bytes());
            let (sets, documents) = groups.entry(key).or_default();
            sets.push(set);
            documents.push(expected);
        }
    }
    let mut joined = 0;
    for (sets, expected) in groups.into_values().filter(|(sets, _)| sets.len() > 1) {
        let mut all = vec![sets[0].isa.clone(), sets[0].gs.clone()];
        joined += sets.len();
        all.extend(sets.into_iter().flat_map(|set| set.lines));
        trailers(&mut all);
        assert_eq!(documents(&written(&all, Wrap::Lf)), expected);
    }
    assert!(joined > 60, "{joined}");
}

#[test]
fn in_archives() {
    for (name, bytes) in files() {
        let expected = documents(&bytes);
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all(&bytes).unwrap();
        assert_eq!(documents(&gz.finish().unwrap()), expected, "{name}");
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("A.edi", options).unwrap();
        zip.write_all(&bytes).unwrap();
        assert_eq!(
            documents(&zip.finish().unwrap().into_inner()),
            expected,
            "{name}"
        );
    }
}

/// Elements that are amounts or quantities, of the segments that most files have.
const NUMBERS: [(&str, &[usize]); 12] = [
    ("AMT", &[2]),
    ("BPR", &[2]),
    ("CAS", &[3, 4, 6, 7, 9, 10, 12, 13, 15, 16, 18, 19]),
    ("CLM", &[2]),
    ("CLP", &[3, 4, 5]),
    ("PLB", &[4, 6, 8, 10, 12, 14]),
    ("QTY", &[2]),
    ("STC", &[4]),
    ("SV1", &[2, 4]),
    ("SV2", &[3, 5]),
    ("SVC", &[2, 3, 5]),
    ("SVD", &[2, 5]),
];

/// The numbers of a line, of the form 12, -12, 12.3 or 12.34.
fn numbers(line: &Line) -> Vec<(usize, String)> {
    let of = NUMBERS
        .iter()
        .find(|(id, _)| id.as_bytes() == line.id && line.part == Part::Inside);
    let mut found = Vec::new();
    for at in of.map_or(&[][..], |(_, elements)| elements) {
        let text = String::from_utf8_lossy(line.value(*at)).into_owned();
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let single = line
            .elements
            .get(at - 1)
            .is_some_and(|it| it.len() == 1 && it[0].len() == 1);
        if single && is_digits(whole) && is_digits(cents) && cents.len() <= 2 {
            found.push((*at, text));
        }
    }
    found
}

/// One amount of an 835 changes: the same payment, which says something else, so that it is held. Where
/// nothing is paid, and everywhere else, it is another document.
#[test]
fn a_cent_makes_another_content() {
    let (mut held, mut others) = (0, 0);
    for (name, lines, expected) in readable() {
        // Each set's last amount, or all would be held to be one.
        let mut changed = lines.clone();
        let (mut at, mut of) = (None, Vec::new());
        for (index, line) in lines.iter().enumerate() {
            match line.part {
                Part::St => at = None,
                // What BPR02 says decides what kind of payment it is, so it stays.
                Part::Inside if line.id != b"BPR" => {
                    at = numbers(line).pop().map(|it| (index, it)).or(at);
                }
                Part::Se => {
                    if let Some((index, (element, text))) = at.take() {
                        changed[index].set(element, more(&text).as_bytes());
                        of.push(true);
                    } else {
                        of.push(false);
                    }
                }
                _ => {}
            }
        }
        let Some(expected) = of_sets(&lines, &expected) else {
            continue;
        };
        let found = documents(&written(&changed, Wrap::Lf));
        let found: Vec<_> = found.into_iter().filter(|it| it[0] != "TA1").collect();
        for ((found, expected), (set, changed)) in
            found.iter().zip(&expected).zip(sets(&lines).iter().zip(of))
        {
            if !changed {
                assert_eq!(found, expected, "{name}");
                continue;
            }
            assert_ne!(found[2], expected[2], "{name}");
            assert_ne!(found[3], expected[3], "{name}");
            let same_payment = expected[0] == "835" && pays(&set.lines);
            assert_eq!(
                found[1] == expected[1],
                same_payment,
                "{name}: {found:?} {expected:?}"
            );
            if same_payment {
                held += 1;
            } else {
                others += 1;
            }
        }
    }
    assert!(held > 40 && others > 30, "{held} {others}");
}

/// A cent more.
fn more(text: &str) -> String {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text), |digits| ("-", digits));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
    let cents: u64 = format!("{cents:0<2}").parse().unwrap();
    let total = whole.parse::<u64>().unwrap() * 100 + cents + 1;
    format!("{sign}{}.{:02}", total / 100, total % 100)
}

/// BPR04 is not NON and BPR02 is not 0: what `identity` calls a payment with a number of its own.
fn pays(set: &[Line]) -> bool {
    let Some(bpr) = set.iter().find(|line| line.id == b"BPR") else {
        return true;
    };
    let amount = bpr.value(2).trim_ascii();
    let zero = !amount.is_empty() && amount.iter().all(|it| matches!(it, b'0' | b'.' | b'-'));
    !(zero || bpr.value(4).trim_ascii() == b"NON")
}

/// Zeros behind the point of a number, spaces around a value, empty elements at the end.
#[test]
fn padding_says_nothing() {
    let mut zeros = 0;
    for (name, lines, expected) in readable() {
        let mut padded = lines;
        for line in padded.iter_mut().filter(|line| line.part == Part::Inside) {
            for (at, text) in numbers(line) {
                let point = if text.contains('.') { "" } else { "." };
                line.set(at, format!("{text}{point}00").as_bytes());
                zeros += 1;
            }
            for component in line.elements.iter_mut().flatten().flatten() {
                if !component.is_empty() {
                    *component = [b"  ", component.as_slice(), b" "].concat();
                }
            }
            line.elements
                .extend([vec![vec![Vec::new()]], vec![vec![Vec::new()]]]);
        }
        assert_eq!(documents(&written(&padded, Wrap::Lf)), expected, "{name}");
    }
    assert!(zeros > 5_000, "{zeros}");
}

/// In an identifier zeros, case and spaces within do say something.
#[test]
fn what_looks_like_padding_and_is_none() {
    let mut changed = 0;
    type Change = fn(&[u8]) -> Vec<u8>;
    let changes: [Change; 4] = [
        |id| [id, b".10"].concat(),
        |id| [b"0", id].concat(),
        |id| id.to_ascii_lowercase(),
        |id| [id, b" 1"].concat(),
    ];
    for (name, lines, expected) in readable() {
        let Some(index) = lines.iter().position(|line| {
            let claim = line.id == b"CLP" || line.id == b"CLM";
            line.part == Part::Inside && claim && line.value(1).iter().any(u8::is_ascii_uppercase)
        }) else {
            continue;
        };
        let account = lines[index].value(1).to_vec();
        for change in changes {
            let mut other = lines.clone();
            other[index].set(1, &change(&account));
            let found = documents(&written(&other, Wrap::Lf));
            let same = found
                .iter()
                .zip(&expected)
                .filter(|(one, two)| one[2] == two[2])
                .count();
            assert_eq!(same + 1, expected.len(), "{name}: {} is one", account.len());
        }
        // 1001.1 and 1001.10 are two.
        let [one, two] = ["1001.1", "1001.10"].map(|account| {
            let mut other = lines.clone();
            other[index].set(1, account.as_bytes());
            documents(&written(&other, Wrap::Lf))
        });
        assert_ne!(one, two, "{name}");
        changed += 1;
    }
    assert!(changed > 60, "{changed}");
}

/// A payer's name, a trace number or an identifier with a separator in it, which none should have: the
/// same payment whichever its file uses.
#[test]
fn separators_in_what_identifies() {
    let file = include_str!("../golden/835_payer_by_trn03_payee_by_name.edi");
    for (from, to) in [
        ("TRN*1*", "TRN*1*A:B^"),
        ("N1*PR*", "N1*PR*A:B "),
        ("N1*PE*", "N1*PE*A:B^"),
    ] {
        assert!(file.contains(from), "{from}");
        let file = file.replace(from, to);
        let lines = read(file.as_bytes()).unwrap();
        let expected = documents(file.as_bytes());
        for delimiters in [USUAL, delimiters(*b"|>!\x1c"), delimiters(*b"*^:~")] {
            let bytes = write(
                &lines,
                Style {
                    delimiters,
                    wrap: Wrap::Nothing,
                },
            )
            .unwrap();
            assert_eq!(documents(&bytes), expected, "{to} {delimiters:?}");
        }
    }
}
