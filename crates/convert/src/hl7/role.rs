//! ROL: who does what, where a version names them so: since 2.7 beside PV1, PD1 and PR1, whose own fields are given up
//! (HL7 2.8 chapters 3.4.3, 6.5.4 and 15.4.7).

use hl7v2::Segment;

use super::person::Person;
use super::said::words;
use super::told::Told;

/// HL7 table 0443.
const ROLES: [(&str, &str); 9] = [
    ("AD", "admitting"),
    ("AT", "attending"),
    ("CP", "consulting"),
    ("FHCP", "primary care"),
    ("PP", "primary care"),
    ("RP", "referring"),
    ("AS", "assisting"),
    ("OP", "ordering"),
    ("PS", "performing"),
];

/// What somebody is, if a ROL names somebody and takes nobody away (table 0287).
fn of<'m>(told: &Told<'m>, rol: Segment<'m>) -> Option<(&'static str, Person<'m>)> {
    let part = |field: usize| {
        words(
            told.words,
            rol.field(field).component(1).subcomponent(1).text(),
        )
    };
    if matches!(part(2), Some("DE" | "CO" | "UN")) {
        return None;
    }
    let code = part(3)?;
    let (_, role) = ROLES.iter().find(|(known, _)| *known == code)?;
    let person = Person::of(rol.field(4), told.words);
    person.is_known().then_some((*role, person))
}

/// A role with the segment that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Role<'m> {
    /// Ordinal of that segment.
    head: u32,
    pub(super) rol: Segment<'m>,
    pub(super) role: &'static str,
    pub(super) person: Person<'m>,
}

/// All roles of a message, in its order.
pub(super) fn all<'m>(told: &Told<'m>) -> Vec<Role<'m>> {
    let mut head = 0;
    let mut all = Vec::new();
    for segment in told.message.segments() {
        if segment.id() != b"ROL" {
            if is_head(segment.id()) {
                head = segment.position().segment;
            }
        } else if let Some((role, person)) = of(told, segment) {
            all.push(Role {
                head,
                rol: segment,
                role,
                person,
            });
        }
    }
    all
}

/// Who is this to a segment.
pub(super) fn find<'m>(
    roles: &[Role<'m>],
    segment: Segment<'m>,
    role: &str,
    told: &Told<'m>,
) -> Option<Person<'m>> {
    let head = segment.position().segment;
    let first = roles.partition_point(|it| it.head < head);
    let own = roles.iter().skip(first).take_while(|it| it.head == head);
    let found = own.into_iter().find(|it| it.role == role)?;
    told.used(found.rol);
    Some(found.person)
}

/// Segments that begin what has roles of its own.
fn is_head(id: &[u8]) -> bool {
    matches!(
        id,
        b"PID" | b"PV1" | b"PR1" | b"IN1" | b"OBR" | b"ORC" | b"FT1" | b"DG1" | b"GT1"
    )
}
