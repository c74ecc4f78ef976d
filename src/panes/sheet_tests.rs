//! Registers, heatmap and risk method as people with a spreadsheet in their hands use them: keys in, records out.

use super::testing::{self, press};
use crate::{
    app::App,
    domain::{
        Id, Kind, Record, Value, View,
        kinds::{answer, interview, item, method, person, risk, system},
    },
    parts::paint::tests::screen,
    ui::Place,
};

fn app(place: Place) -> App {
    App::new(testing::halden(), place)
}

fn list(kind: Kind) -> App {
    app(Place::List(kind, String::new()))
}

fn record<'a>(app: &'a App, id: &str) -> &'a Record {
    app.world.records.get(id.parse::<Id>().unwrap()).unwrap()
}

fn view(app: &App) -> View<'_> {
    app.world.view()
}

fn text(app: &App, width: u16, height: u16) -> String {
    screen(width, height, |canvas| {
        let area = canvas.area();
        app.draw(canvas, area);
    })
    .join("\n")
}

/// Clears a text of several lines and writes another.
fn rewrite(lines: &str) -> String {
    format!("{}{}<Esc>", "<ctrl-u><backspace>".repeat(12), lines.replace('\n', "<Enter>"))
}

#[test]
fn a_rating_that_follows_another_asks_why_and_does_not_keep_the_old_reason() {
    let mut app = list(Kind::Risk);
    press(&mut app, "/R-04<Enter>r54");
    assert!(text(&app, 80, 24).contains("why?"));
    press(&mut app, "<Esc>");
    let rated = record(&app, "R-04");
    assert_eq!((rated.number(risk::LIKELIHOOD), rated.number(risk::CONSEQUENCE)), (Some(5), Some(4)));
    assert_eq!((rated.text(risk::REASON), rated.date(risk::RATED)), ("", Some(testing::TODAY)));
    press(&mut app, "r54near<Space>miss<Enter>r54again<Enter>");
    assert_eq!(record(&app, "R-04").text(risk::REASON), "again", "the same rating has a reason of its own");
}

#[test]
fn the_heatmap_rates_the_picture_that_is_looked_at() {
    let mut app = app(Place::Heatmap);
    let before = record(&app, "R-06").clone();
    press(&mut app, "<Enter>br11<Enter>");
    let pictures = |r: &Record| risk::Picture::ALL.map(|p| p.cell(r));
    assert_ne!(pictures(&before), pictures(record(&app, "R-06")));
    let [inherent, current, _, target] = pictures(&before);
    let changed: Vec<&Record> =
        app.world.records.all(Kind::Risk).filter(|r| risk::Picture::Residual.cell(r) == Some((1, 1))).collect();
    assert!(changed.iter().any(|r| r.id == before.id));
    assert_eq!(pictures(record(&app, "R-06")), [inherent, current, Some((1, 1)), target]);
}

#[test]
fn a_treatment_asks_for_controls_and_an_acceptance_for_a_name() {
    let mut app = list(Kind::Risk);
    press(&mut app, "/R-11<Enter>tr");
    let shown = text(&app, 80, 24);
    assert!(shown.contains("Treated by") && !shown.contains("Understanding the organization"), "{shown}");
    press(&mut app, "<Esc>ta");
    assert!(app.status().unwrap().0.contains("R-11 is above the appetite"), "{:?}", app.status());
    let below = |r: &&Record| risk::is_open(r) && risk::against_appetite(app.world.view(), r) == "below";
    let id = app.world.records.all(Kind::Risk).find(below).unwrap().id.to_string();
    press(&mut app, &format!("<Esc><Esc>/{id}<Enter>ta"));
    assert!(text(&app, 80, 24).contains("Accepted by"));
    press(&mut app, "Vance<Enter>");
    let accepted = record(&app, &id);
    assert!(accepted.one(risk::ACCEPTED_BY).is_some());
    assert_eq!(accepted.date(risk::ACCEPTED_ON), Some(testing::TODAY));
}

#[test]
fn a_control_that_is_left_out_asks_for_its_reason_and_esc_leaves_that_for_later() {
    let mut app = app(Place::Preset(item::CONTROLS));
    press(&mut app, "/A.8.2<Enter>an");
    assert!(text(&app, 80, 24).contains("Why left out"));
    press(&mut app, "no<Space>users<Space>outside<Enter>");
    assert_eq!(record(&app, "A.8.2").text(item::WHY_AGAINST), "no users outside");
    press(&mut app, "<Esc>/A.8.4<Enter>an<Esc>");
    assert_eq!(item::Use::of(record(&app, "A.8.4"), item::USE), Some(item::Use::No));
}

#[test]
fn the_latest_verdict_is_shown_with_its_own_round_interview_person_and_day() {
    let mut app = app(Place::Preset(item::CONTROLS));
    let control = Id::item("A.8.2").unwrap();
    let round = app.world.records.next_id(Kind::Round);
    let (person, interview) = (app.world.records.next_id(Kind::Person), app.world.records.next_id(Kind::Interview));
    let answer = app.world.records.next_id(Kind::Answer);
    let next = |id: Id| Id::new(id.kind, id.n + 1);
    // The round with the higher number is the older one, and its answer has the higher number, too.
    let held = |round: Id, person: Id, interview: Id, answer: Id, name: &str, day: i8, verdict: answer::Verdict| {
        let at = crate::domain::Stamp::at(jiff::civil::date(2026, 9, day).at(10, 0, 0, 0), 60);
        [
            Record::new(round),
            Record::new(person).with(person::NAME, Value::text(name)),
            Record::new(interview)
                .with(interview::ROUND, Value::Ref(round))
                .with(interview::WITH, Value::refs([person])),
            Record::new(answer)
                .with(answer::INTERVIEW, Value::Ref(interview))
                .with(answer::ITEM, Value::Ref(control))
                .with(answer::VERDICT, verdict.value())
                .with(answer::JUDGED, Value::Stamp(at)),
        ]
    };
    app.world.records.put(held(round, person, interview, answer, "N. Newer", 20, answer::Verdict::Minor));
    let [round2, person2, interview2, answer2] = [round, person, interview, answer].map(next);
    app.world.records.put(held(round2, person2, interview2, answer2, "O. Older", 2, answer::Verdict::Conforms));
    press(&mut app, "/A.8.2<Enter>");
    let shown = text(&app, 140, 45);
    let line = format!("m minor nonconformity, {round}, {interview}, N. Newer, 2026-09-20");
    assert!(shown.contains(&line), "{shown}");
    press(&mut app, "V");
    assert!(text(&app, 140, 45).contains("N. Newer"), "{}", text(&app, 140, 45));
}

#[test]
fn titles_of_the_standard_stay_and_those_of_own_controls_do_not() {
    let mut app = app(Place::Preset(item::CONTROLS));
    press(&mut app, "/A.2.2<Enter><Enter><Enter>");
    assert!(app.status().is_some_and(|(said, _)| said.contains("keeps the title")), "{:?}", app.status());
    press(&mut app, "<Esc><Esc>/C-01<Enter><Enter><Enter>!<Enter>");
    assert!(record(&app, "C-01").title().ends_with('!'));
    // A fill of several rows is refused as well.
    press(&mut app, "<Esc><Esc>*=title<Enter>mine<Enter>");
    assert_eq!(record(&app, "A.2.3").title(), "Alignment with other organizational policies");
}

#[test]
fn a_fill_of_references_adds_to_what_each_row_has() {
    let mut app = app(Place::Preset(item::CONTROLS));
    let before = record(&app, "A.2.4").refs(item::EVIDENCE).to_vec();
    assert!(!before.is_empty());
    press(&mut app, "/A.2.<Enter>*=evid<Down>");
    press(&mut app, "<Esc>=evidence<Enter>E-22<Enter>");
    let after = record(&app, "A.2.4").refs(item::EVIDENCE).to_vec();
    assert!(before.iter().all(|id| after.contains(id)) && after.len() == before.len() + 1, "{before:?} {after:?}");
    press(&mut app, "=evidence<Enter><Enter>");
    assert_eq!(record(&app, "A.2.4").refs(item::EVIDENCE), after, "nothing ticked changes nothing");
}

#[test]
fn another_matrix_is_followed_and_nonsense_is_refused_with_a_sentence() {
    let mut app = app(Place::Record(Id::new(Kind::Method, 1)));
    // The approved method becomes a draft before it is changed.
    press(&mut app, "sd");
    press(&mut app, &format!("<Down><Enter>{}", rewrite("one\ntwo")));
    assert!(text(&app, 80, 24).contains("3 to 6 steps"));
    press(&mut app, "<Esc>");
    assert_eq!(app.world.records.matrix().size(), (5, 5));
    // The text waits as a draft where it was typed.
    press(&mut app, &format!("<Enter>{}", rewrite("never\nseldom\noften\nsure")));
    press(&mut app, &format!("<Down><Enter>{}", rewrite("small: x\nfelt\ngrave\nfatal")));
    press(&mut app, &format!("<Down><Enter>{}", rewrite("G green 1\nY yellow 4\nR very red 9")));
    let matrix = app.world.records.matrix();
    assert_eq!((matrix.size(), matrix.band(3, 3).label.as_str()), ((4, 4), "very red"));
    press(&mut app, "gr");
    for (width, height) in [(80, 24), (60, 15), (140, 45)] {
        let map = text(&app, width, height);
        assert!(map.contains("4 fatal") && map.contains("very red") && map.contains("off the scale"), "{map}");
    }
    // R-01 was rated 5 by 4: no step 5 is left, so it is named as such and comes first in the list.
    press(&mut app, "gR");
    let first = text(&app, 80, 24).lines().nth(4).unwrap_or_default().to_string();
    assert!(first.contains("R-01") && first.contains(" ? "), "{first}");
    let rules: Vec<&str> = crate::domain::checks::run(view(&app)).iter().map(|(c, _)| c.id).collect();
    assert!(rules.contains(&"risk.off-scale") && rules.contains(&"risk.method-contradicts"), "{rules:?}");
    assert_eq!(record(&app, "RM-1").text(method::APPETITE), "M");
}

#[test]
fn columns_move_past_the_name_and_stop_at_the_last() {
    let mut app = list(Kind::System);
    press(&mut app, &"<Right>".repeat(3));
    let moved = text(&app, 80, 24);
    assert!(moved.contains("CV screening") && moved.contains("Scope") && moved.contains("3 columns left"), "{moved}");
    for _ in 0..30 {
        press(&mut app, "<Right>");
        text(&app, 80, 24);
    }
    let end = text(&app, 80, 24);
    assert!(end.contains("Next review") && end.contains("Changed"), "{end}");
}

#[test]
fn the_page_of_a_record_has_the_quick_keys_of_its_list_and_adds_the_next_one() {
    let mut app = list(Kind::System);
    press(&mut app, "nRoute<Space>finder<Enter>nYard<Space>camera<Enter>");
    let last = app.world.records.all(Kind::System).next_back().unwrap();
    assert_eq!(last.title(), "Yard camera");
    assert_eq!(system::Scope::of(last, system::SCOPE), Some(system::Scope::Undecided));
    press(&mut app, "gR/R-03<Enter><Enter>oVance<Enter>");
    assert!(app.top().is_some_and(|p| p.is_at(&Place::Record("R-03".parse().unwrap()))));
    assert_eq!(view(&app).cell(record(&app, "R-03"), risk::OWNER), "H. Vance");
    assert!(text(&app, 80, 24).contains("3 some"), "ratings are words");
}

#[test]
fn questions_are_called_by_interview_and_place() {
    let app = list(Kind::Request);
    let request = app.world.records.get("ER-05".parse().unwrap()).unwrap();
    let asked = request.one(crate::domain::kinds::request::ANSWER).unwrap();
    let called = app.world.records.called(asked);
    let place = app.world.records.get(asked).and_then(|a| a.number(answer::POSITION)).unwrap();
    assert!(called.starts_with("I-") && called.contains(" q"), "{called} at {place}");
    assert!(text(&app, 140, 45).contains(&called) && !text(&app, 140, 45).contains("AW-"));
    let app = app_at_history(asked);
    assert!(text(&app, 80, 24).contains(&called));
}

fn app_at_history(id: Id) -> App {
    app(Place::History(id))
}

#[test]
fn a_line_that_was_typed_and_left_by_esc_stands_among_the_messages() {
    let mut app = list(Kind::System);
    press(&mut app, "nShelf<Space>robot<Esc>gm");
    assert!(text(&app, 80, 24).contains("not taken: Shelf robot"));
}
