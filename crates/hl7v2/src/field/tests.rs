//! Tests of `field`.

use super::*;

fn check(bytes: &str, test: impl FnOnce(Field<'_>)) {
    test(Field::new(bytes.as_bytes(), true, &Coding::default()));
}

#[test]
fn parts_count_from_one() {
    check("1^a&b~2^c", |field| {
        let firsts: Vec<_> = field
            .repetitions()
            .map(|it| it.component(1).as_bytes())
            .collect();
        assert_eq!(firsts, [b"1", b"2"]);
        assert_eq!(field.first().as_bytes(), b"1^a&b");
        assert_eq!(field.component(2).as_bytes(), b"a&b");
        assert_eq!(field.component(2).subcomponent(1).as_bytes(), b"a");
        assert_eq!(field.component(2).subcomponent(2).as_bytes(), b"b");
        for missing in [0, 3, 99] {
            assert_eq!(field.component(missing).as_bytes(), b"");
            assert_eq!(field.component(2).subcomponent(missing).as_bytes(), b"");
        }
        assert_eq!(field.first().components().count(), 2);
        assert_eq!(field.component(2).subcomponents().count(), 2);
    });
}

#[test]
fn what_is_not_divided_is_its_own_first_part() {
    check("A", |field| {
        assert_eq!(field.repetitions().count(), 1);
        assert_eq!(field.component(1).subcomponent(1).as_bytes(), b"A");
        assert_eq!(field.component(1).subcomponent(2).as_bytes(), b"");
        assert_eq!(field.first().0.first().as_bytes(), b"A");
    });
    check("A&x^B~C", |field| {
        assert_eq!(field.first().0.first().as_bytes(), b"A");
    });
}

#[test]
fn absent_null_and_present() {
    check("", |field| {
        assert_eq!(field.state(), State::Absent);
        assert_eq!(field.repetitions().count(), 0);
        assert_eq!(field.first().state(), State::Absent);
        assert_eq!(field.component(1).state(), State::Absent);
    });
    check("\"\"", |field| {
        assert_eq!(field.state(), State::Null);
        assert_eq!(field.component(1).state(), State::Null);
        assert_eq!(field.text().decode(), "");
    });
    check("a^\"\"^\"x\"~", |field| {
        assert_eq!(field.state(), State::Present);
        assert_eq!(field.component(2).state(), State::Null);
        assert_eq!(field.component(3).state(), State::Present);
        assert_eq!(field.component(3).text().decode(), "\"x\"");
        let last = field.repetitions().last();
        assert_eq!(last.map(|it| it.state()), Some(State::Absent));
    });
}

#[test]
fn text_is_all_of_it() {
    check(r"Smith & Sons^a\T\b~c", |field| {
        assert_eq!(field.component(1).text().decode(), "Smith & Sons");
        assert_eq!(field.component(2).text().decode(), "a&b");
        assert_eq!(field.first().text().decode(), "Smith & Sons^a&b");
        assert_eq!(field.text().decode(), "Smith & Sons^a&b~c");
    });
}

#[test]
fn content_is_not_shown() {
    check("DOE^JANE", |field| {
        assert_eq!(format!("{field:?}"), "Field(present)");
        assert_eq!(format!("{:?}", field.first()), "Repetition(present)");
        assert_eq!(format!("{:?}", field.component(1)), "Component(present)");
        assert_eq!(format!("{:?}", field.text()), "Text(present)");
    });
}
