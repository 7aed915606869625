//! Numbers that segments give themselves and each other: HL01, HL02 and LX01.

use x12::{Kind, Segment};

use crate::element::ElementError;

/// Levels that stand in each other. The guides have five; a chain beyond this is no hierarchy.
const DEEPEST: usize = 32;

/// Follows the numbers of one set.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    is_claim: bool,
    has_levels: bool,
    levels: u64,
    lines: u64,
    /// HL01 of the level in hand and of those around it, the innermost last.
    open: Vec<Vec<u8>>,
}

impl Sequence {
    pub(crate) fn start(&mut self, kind: Kind) {
        self.is_claim = matches!(
            kind,
            Kind::ClaimProfessional | Kind::ClaimInstitutional | Kind::ClaimDental
        );
        let is_status = matches!(kind, Kind::ClaimAcknowledgment | Kind::ClaimStatus);
        self.has_levels = self.is_claim || is_status;
        (self.levels, self.lines) = (0, 0);
        self.open.clear();
    }

    /// Takes the next segment. X12 005010X231A1, IK403 I12: the value is not what the guide's pattern asks
    /// for; 1: it is missing.
    pub(crate) fn segment(&mut self, segment: &Segment<'_>, errors: &mut Vec<ElementError>) {
        match segment.id() {
            b"HL" if self.has_levels => self.level(segment, errors),
            b"CLM" => self.lines = 0,
            b"LX" if self.is_claim => {
                self.lines += 1;
                if !is_number(segment.element(1), self.lines) {
                    push(errors, segment, 1, 554, "I12");
                }
            }
            _ => {}
        }
    }

    fn level(&mut self, segment: &Segment<'_>, errors: &mut Vec<ElementError>) {
        let (id, parent) = (segment.element(1), segment.element(2));
        self.levels += 1;
        if !is_number(id, self.levels) {
            push(errors, segment, 1, 628, "I12");
        }
        let is_first = segment.element(3) == b"20";
        let around = self.open.iter().rposition(|open| open == parent);
        match (is_first, parent.is_empty(), around) {
            (true, true, _) => self.open.clear(),
            (false, true, _) => push(errors, segment, 2, 734, "1"),
            (false, false, Some(around)) => self.open.truncate(around + 1),
            (true, false, _) | (false, false, None) => push(errors, segment, 2, 734, "I12"),
        }
        if self.open.len() < DEEPEST {
            self.open.push(id.to_vec());
        }
    }
}

fn is_number(text: &[u8], expected: u64) -> bool {
    let text = std::str::from_utf8(text).ok();
    text.and_then(|text| text.parse::<u64>().ok()) == Some(expected)
}

/// Adds an error, but where the element has one.
fn push(
    errors: &mut Vec<ElementError>,
    segment: &Segment<'_>,
    element: usize,
    number: u32,
    code: &'static str,
) {
    if errors.iter().any(|error| error.element == element) {
        return;
    }
    errors.push(ElementError {
        element,
        component: 0,
        repetition: 0,
        number: Some(number),
        code,
        bad: segment.element(element).to_vec(),
    });
}
