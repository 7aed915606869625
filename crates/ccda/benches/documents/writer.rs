//! Documents for the bench: a CCD with all sections, of a wanted size, from a seed.

use std::fmt::Write;

struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }

    fn date(&mut self) -> String {
        let (year, month, day) = (
            2015 + self.below(10),
            1 + self.below(12),
            1 + self.below(28),
        );
        format!("{year}{month:02}{day:02}")
    }

    fn number(&mut self) -> u64 {
        100_000 + self.below(900_000)
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <realmCode code="US"/>
  <templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/>
  <id root="2.16.840.1.113883.19.5" extension="D1"/>
  <code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/>
  <title>Summary</title>
  <effectiveTime value="20260301120000-0500"/>
  <recordTarget><patientRole><id root="2.16.840.1.113883.19.5" extension="M1"/>
    <patient><name><given>Ada</given><family>Doe</family></name><birthTime value="19750501"/></patient></patientRole></recordTarget>
  <component><structuredBody>
"#;

const TAIL: &str = "  </structuredBody></component>\n</ClinicalDocument>\n";

type Write1 = fn(&mut String, &mut Random, u64);

const SECTIONS: [(&str, &str, Write1); 8] = [
    ("11450-4", "5.1", problem),
    ("47519-4", "7.1", procedure),
    ("11369-6", "2.1", immunization),
    ("10160-0", "1.1", medication),
    ("30954-2", "3.1", results),
    ("8716-3", "4.1", vital_signs),
    ("46240-8", "22.1", encounter),
    ("48768-6", "18", coverage),
];

/// One document of about so many bytes; another for each number.
pub(crate) fn document(number: u64, bytes: usize) -> Vec<u8> {
    let mut random = Random(number + 11);
    let mut text = HEAD
        .replace("\"D1\"", &format!("\"D{number}\""))
        .replace("\"M1\"", &format!("\"M{number}\""));
    for (code, template, write) in SECTIONS {
        let end = text.len() + bytes / SECTIONS.len();
        let mut entries = String::new();
        let mut rows = String::new();
        let mut count = 0;
        while text.len() + entries.len() + rows.len() < end {
            count += 1;
            write(&mut entries, &mut random, count);
            let _ = writeln!(
                rows,
                "          <tr><td ID=\"n{count}\">Something that was said or done, in words</td><td>{}</td></tr>",
                random.date()
            );
        }
        let _ = write!(
            text,
            "    <component>\n      <section>\n        <templateId root=\"2.16.840.1.113883.10.20.22.2.{template}\" extension=\"2015-08-01\"/>\n        <code code=\"{code}\" codeSystem=\"2.16.840.1.113883.6.1\"/>\n        <title>Section</title>\n        <text>\n          <table><tbody>\n{rows}          </tbody></table>\n        </text>\n{entries}      </section>\n    </component>\n"
        );
    }
    text.push_str(TAIL);
    text.into_bytes()
}

fn ids(class: &str, mood: &str, template: u64, random: &mut Random) -> String {
    format!(
        "<{class} moodCode=\"{mood}\">\n            <templateId root=\"2.16.840.1.113883.10.20.22.4.{template}\"/>\n            <templateId root=\"2.16.840.1.113883.10.20.22.4.{template}\" extension=\"2015-08-01\"/>\n            <id root=\"2.16.840.1.113883.19.5\" extension=\"{}\"/>",
        random.number()
    )
}

fn code(random: &mut Random, count: u64) -> String {
    format!(
        "<code code=\"{}\" codeSystem=\"2.16.840.1.113883.6.96\" displayName=\"Words of the code\">\n              <originalText><reference value=\"#n{count}\"/></originalText>\n              <translation code=\"{}\" codeSystem=\"2.16.840.1.113883.6.12\"/>\n            </code>",
        random.number(),
        random.number()
    )
}

fn time(random: &mut Random) -> String {
    format!(
        "<statusCode code=\"completed\"/>\n            <effectiveTime><low value=\"{}\"/><high value=\"{}\"/></effectiveTime>",
        random.date(),
        random.date()
    )
}

fn problem(into: &mut String, random: &mut Random, count: u64) {
    let (act, observation) = (
        ids("act", "EVN", 3, random),
        ids("observation", "EVN", 4, random),
    );
    let value = code(random, count)
        .replace("<code code", "<value xsi:type=\"CD\" code")
        .replace("</code>", "</value>");
    let _ = writeln!(
        into,
        "        <entry typeCode=\"DRIV\">\n          {act}\n            {}\n            <entryRelationship typeCode=\"SUBJ\">\n            {observation}\n            {}\n            {value}\n            </observation></entryRelationship></act>\n        </entry>",
        time(random),
        time(random)
    );
}

fn procedure(into: &mut String, random: &mut Random, count: u64) {
    let _ = writeln!(
        into,
        "        <entry>\n          {}\n            {}\n            {}\n            <targetSiteCode code=\"1\"/>\n            <performer><assignedEntity><id root=\"2.16.840.1.113883.4.6\" extension=\"1234567893\"/></assignedEntity></performer>\n          </procedure>\n        </entry>",
        ids("procedure", "EVN", 14, random),
        code(random, count),
        time(random)
    );
}

fn drug(random: &mut Random, count: u64) -> String {
    format!(
        "<consumable><manufacturedProduct>\n              <manufacturedMaterial>{}<lotNumberText>L{count}</lotNumberText></manufacturedMaterial>\n            </manufacturedProduct></consumable>",
        code(random, count)
    )
}

fn immunization(into: &mut String, random: &mut Random, count: u64) {
    let _ = writeln!(
        into,
        "        <entry>\n          {}\n            {}\n            <doseQuantity value=\"0.5\" unit=\"mL\"/>\n            {}\n          </substanceAdministration>\n        </entry>",
        ids("substanceAdministration", "EVN", 52, random),
        time(random),
        drug(random, count)
    );
}

fn medication(into: &mut String, random: &mut Random, count: u64) {
    let _ = writeln!(
        into,
        "        <entry>\n          {}\n            {}\n            <effectiveTime xsi:type=\"PIVL_TS\" operator=\"A\"><period value=\"12\" unit=\"h\"/></effectiveTime>\n            <doseQuantity value=\"1\"/>\n            {}\n          </substanceAdministration>\n        </entry>",
        ids("substanceAdministration", "EVN", 16, random),
        time(random),
        drug(random, count)
    );
}

fn organizer(into: &mut String, random: &mut Random, count: u64, templates: [u64; 2]) {
    let [outer, inner] = templates;
    let _ = writeln!(
        into,
        "        <entry>\n          {}\n            {}\n            {}",
        ids("organizer", "EVN", outer, random),
        code(random, count),
        time(random)
    );
    for _ in 0..6 {
        let _ = writeln!(
            into,
            "            <component>{}\n            {}\n            {}\n            <value xsi:type=\"PQ\" value=\"{}.5\" unit=\"mg/dL\"/><interpretationCode code=\"N\"/></observation></component>",
            ids("observation", "EVN", inner, random),
            code(random, count),
            time(random),
            random.below(200)
        );
    }
    into.push_str("          </organizer>\n        </entry>\n");
}

fn results(into: &mut String, random: &mut Random, count: u64) {
    organizer(into, random, count, [1, 2]);
}

fn vital_signs(into: &mut String, random: &mut Random, count: u64) {
    organizer(into, random, count, [26, 27]);
}

fn encounter(into: &mut String, random: &mut Random, count: u64) {
    let _ = writeln!(
        into,
        "        <entry>\n          {}\n            {}\n            {}\n            <participant typeCode=\"LOC\"><participantRole><playingEntity><name>Clinic</name></playingEntity></participantRole></participant>\n          </encounter>\n        </entry>",
        ids("encounter", "EVN", 49, random),
        code(random, count),
        time(random)
    );
}

fn coverage(into: &mut String, random: &mut Random, count: u64) {
    let _ = writeln!(
        into,
        "        <entry>\n          {}\n            <entryRelationship typeCode=\"COMP\"><sequenceNumber value=\"1\"/>{}\n            {}\n            <participant typeCode=\"COV\"><participantRole><id root=\"1\" extension=\"M{count}\"/></participantRole></participant>\n            </act></entryRelationship></act>\n        </entry>",
        ids("act", "EVN", 60, random),
        ids("act", "EVN", 61, random),
        code(random, count)
    );
}
