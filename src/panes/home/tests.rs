//! Home says what the records say, on every size, and one key resumes.

use super::*;
use crate::{
    app::App,
    domain::{
        Change, Value, checks,
        coverage::{self, Coverage, Span},
        kinds::{answer, interview, round, system},
    },
    panes::testing::{TODAY, draw_at_all_sizes, empty, halden, press, run, text},
    store::Draft,
};

fn find<'a>(home: &'a Home, world: &World, label: &str) -> &'a NextStep {
    let steps = home.steps(world);
    steps.into_iter().find(|s| s.label.contains(label)).unwrap_or_else(|| panic!("no step {label}"))
}

#[test]
fn the_numbers_are_those_of_coverage_and_checks() {
    let mut world = halden();
    let home = Home::default();
    let view = world.view();
    let coverage = Coverage::of(view, Span::Newest);
    let seen = text(&home, &world, (80, 20));
    let clauses = coverage.clauses();
    assert!(seen.contains(&format!("Clauses 4-10   {}/{} judged", clauses.judged(), clauses.total)), "{seen}");
    let count = |rule: &str| (checks::find(rule).unwrap().find)(view).len();
    assert_eq!(
        find(&home, &world, "Findings past due").count.split(',').next(),
        Some(&*count("finding.late").to_string())
    );
    assert_eq!(
        find(&home, &world, "no impact check").count.split(',').next(),
        Some(&*count("inventory.no-impact-assessment").to_string())
    );
    let (waiting, late) = (coverage::open_requests(view, None).len(), count("request.late"));
    assert_eq!(find(&home, &world, "Evidence promised").count, format!("{waiting}, {late} late"));
    assert!(find(&home, &world, "Parked").count.starts_with(&crate::panes::open_items::parked(view).len().to_string()));
    draw_at_all_sizes(&home, &mut world);
}

#[test]
fn no_check_stands_behind_two_steps() {
    let world = halden();
    let home = Home::default();
    let names: std::collections::BTreeSet<&str> = home.steps(&world).iter().map(|s| s.name).collect();
    assert_eq!(names.len(), home.steps(&world).len());
}

#[test]
fn wide_shows_verdicts_heatmaps_systems_and_the_week_unless_verdicts_are_hidden() {
    let mut world = halden();
    world.size = (140, 45);
    let mut home = Home::default();
    let seen = text(&home, &world, (140, 41));
    for word in [
        "CONTROLS",
        "RISKS  now",
        "before controls",
        "AI SYSTEMS",
        "FINDINGS",
        "NEXT SEVEN DAYS",
        "INTERVIEWS",
        "THIS FILE",
        "% in place",
    ] {
        assert!(seen.contains(word), "{word}: {seen}");
    }
    run(&mut home, &world, Command::OtherPart);
    run(&mut home, &world, Command::OtherPart);
    let first = world.records.single(Kind::System).unwrap().id;
    assert!(matches!(run(&mut home, &world, Command::Open)[..], [Effect::Go(Place::Record(id))] if id == first));
    world.hide_verdicts = true;
    let seen = text(&home, &world, (140, 41));
    assert!(!seen.contains("% in place") && !seen.contains("major") && !seen.contains("Findings past due"), "{seen}");
}

#[test]
fn one_key_resumes_where_it_was_left() {
    let mut world = halden();
    let mut home = Home::default();
    let running = resume::running(&world).expect("the demo has an interview that runs").clone();
    let effects = run(&mut home, &world, Command::Open);
    assert!(matches!(effects[..], [Effect::Go(Place::Card(id, None))] if id == running.id), "{effects:?}");
    let (at, of) = resume::question(&world, &running);
    assert!(text(&home, &world, (80, 20)).contains(&format!("q{at} of {of}")));
    // A draft elsewhere is newer and wins.
    let other = world.records.all(Kind::Answer).find(|a| a.one(answer::INTERVIEW) != Some(running.id)).unwrap();
    let (other, held) = (other.id, other.one(answer::INTERVIEW).unwrap());
    let draft = Draft { id: other, field: answer::NOTE, text: "half".into(), extra: String::new(), at: world.now };
    world.drafts.insert((other, answer::NOTE), draft);
    run(&mut home, &world, Command::Down);
    home.touched(&[other], &world);
    home.opened(&world);
    let effects = run(&mut home, &world, Command::Open);
    assert!(matches!(effects[..], [Effect::Go(Place::Card(id, None))] if id == held), "{effects:?}");
    assert!(text(&home, &world, (80, 20)).contains("paused 09:30"));
}

#[test]
fn keys_on_home_open_the_places_of_the_steps() {
    let mut app = App::new(halden(), Place::Home);
    press(&mut app, "j<Enter>");
    assert!(app.top().is_some_and(|p| p.is_at(&Place::Parked)));
    press(&mut app, "<Esc>j<Enter>");
    assert!(app.top().is_some_and(|p| p.is_at(&Place::List(Kind::Request, String::new()))));
    press(&mut app, "ghG");
    let effects = press(&mut app, "<Enter>");
    assert!(effects.is_empty() && app.top().is_some_and(|p| !p.is_at(&Place::Home)), "{effects:?}");
}

#[test]
fn a_planned_interview_stands_there_when_none_runs() {
    let mut world = halden();
    let ids: Vec<Id> = world.records.all(Kind::Interview).map(|i| i.id).collect();
    for id in ids {
        let held = world.records.get(id).unwrap().clone().with(interview::STATE, interview::State::Held.value());
        world.records.put([held]);
    }
    let round =
        world.records.all(Kind::Round).find(|r| round::State::of(r, round::STATE) == Some(round::State::Running));
    let last = coverage::interviews(&world.records, round.unwrap().id)[0].clone();
    let start = crate::domain::Stamp::at(TODAY.to_datetime(jiff::civil::time(13, 30, 0, 0)), 60);
    let planned = last
        .clone()
        .with(interview::STATE, interview::State::Planned.value())
        .with(interview::START, Value::Stamp(start));
    world.records.put([planned]);
    let home = Home::default();
    let first = home.steps(&world)[0];
    assert!(
        first.label.contains(&format!("Next interview   {}", last.id)) && first.detail[0].contains("today 13:30"),
        "{}",
        first.label
    );
}

#[test]
fn an_empty_organisation_is_told_how_to_begin_and_done_steps_leave() {
    let mut world = empty();
    let mut home = Home::default();
    let seen = text(&home, &world, (80, 20));
    for word in ["Add the AI systems", "import them", "Add the people", "Start a gap analysis", "0/32 judged"] {
        assert!(seen.contains(word), "{word}: {seen}");
    }
    let change = Change::new("x").create(Id::new(Kind::System, 1), vec![(system::NAME, Value::text("scorer"))]);
    let ids = world.records.apply(&change);
    home.touched(&ids, &world);
    assert!(!text(&home, &world, (80, 20)).contains("Add the AI systems"));
    draw_at_all_sizes(&home, &mut world);
}

#[test]
fn what_is_not_loaded_is_being_read_and_counts_nothing() {
    let mut world = halden();
    world.loaded = vec![Kind::Organisation, Kind::Item];
    let home = Home::default();
    let seen = text(&home, &world, (80, 20));
    assert!(seen.contains("Findings       reading …") && seen.contains("decided"), "{seen}");
    assert!(home.steps(&world).is_empty());
    draw_at_all_sizes(&home, &mut world);
}

#[test]
fn the_tip_can_be_turned_off_and_steps_scroll_to_the_cursor() {
    let mut world = halden();
    let mut home = Home::default();
    assert!(text(&home, &world, (80, 20)).contains("Tip: "));
    world.settings.insert("tips".into(), "off".into());
    let seen = text(&home, &world, (80, 20));
    assert!(!seen.contains("Tip: ") && seen.contains("Changes are saved as you make them."));
    run(&mut home, &world, Command::Last);
    let last = home.steps(&world).last().unwrap().label.clone();
    assert!(text(&home, &world, (80, 12)).contains(&last[..20]));
    assert!(text(&home, &world, (60, 11)).contains(&last[..20]));
}

/// Numbers that look drawn by lot and are the same every time.
struct Lot(u64);

impl Lot {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }
}

/// One random step: a field set to what another record of the kind holds, or emptied; a record hidden, made or brought
/// back as it was before; several at once, as an import does; some by a step of somebody else.
fn happen(world: &mut World, lot: &mut Lot, before: &mut Vec<crate::domain::Record>) -> Vec<Id> {
    let mut change = Change::new("x");
    for _ in 0..[1, 1, 1, 40][lot.below(4)] {
        let kind = Kind::ALL[lot.below(Kind::ALL.len())];
        let records: Vec<_> = world.records.all(kind).collect();
        if records.is_empty() {
            continue;
        }
        let (record, other) = (records[lot.below(records.len())], records[lot.below(records.len())]);
        if change.edits.iter().any(|e| e.id() == record.id) {
            continue;
        }
        let stored: Vec<usize> = (0..kind.spec().fields.len()).filter(|f| kind.spec().fields[*f].editable()).collect();
        let field = stored[lot.below(stored.len())];
        before.push(record.clone());
        change = match lot.below(12) {
            0 => change.hide(record),
            1 if !change.edits.iter().any(|e| e.id().kind == kind) => {
                let values = stored.iter().map(|f| (*f, other.value(*f).clone())).collect();
                change.create(world.records.next_id(kind), values)
            }
            2 => change.set(record, vec![(field, Value::Empty)]),
            _ => change.set(record, vec![(field, other.value(field).clone())]),
        };
    }
    if lot.below(5) == 0 && !before.is_empty() {
        // An undo, or a step that came from elsewhere: records are put as they are to stand.
        let old = before.swap_remove(lot.below(before.len()));
        let id = old.id;
        world.records.put([old]);
        return vec![id];
    }
    world.records.apply(&change)
}

#[test]
fn what_is_kept_through_random_histories_is_what_is_counted_anew() {
    for seed in 1..=4 {
        let (mut world, mut lot, mut before) = (halden(), Lot(0x9e37_79b9 * seed), Vec::new());
        world.size = (140, 45);
        let groups = steps::groups();
        let asked = |world: &World| {
            let mut standing = checks::RulesStanding::begun(world.view(), &groups);
            assert!(standing.owes() && !standing.is_whole());
            standing.go_on(world.view(), usize::MAX);
            standing
        };
        let mut standing = asked(&world);
        let mut home = Home::default();
        text(&home, &world, (140, 45));
        let mut seen = std::collections::BTreeSet::new();
        for step in 0..150 {
            let touched = happen(&mut world, &mut lot, &mut before);
            standing.follow(world.view(), &touched);
            home.touched(&touched, &world);
            if step % 97 == 96 {
                world.now = crate::domain::Stamp { utc: world.now.utc + 86_400, ..world.now };
                standing.follow(world.view(), &[]);
                home.opened(&world);
            }
            // Now and then one step comes before what the last one owed is asked.
            if step % 4 == 1 {
                standing.go_on(world.view(), 2);
                continue;
            }
            standing.go_on(world.view(), usize::MAX);
            let anew = asked(&world);
            let unlike = standing.unlike(&anew);
            assert!(unlike.is_empty(), "step {step} of {seed}: {touched:?}: {unlike:?}");
            assert_eq!(standing, anew, "step {step} of {seed}: {touched:?}");
            if step % 3 == 0 {
                let text = text(&home, &world, (140, 45));
                assert_eq!(text, self::text(&Home::default(), &world, (140, 45)), "step {step} of {seed}: {touched:?}");
                seen.insert(text);
            }
        }
        assert!(seen.len() > 10);
    }
}

/// A change of one finding looks at the same few records, however many findings there are.
#[test]
fn home_after_a_change_looks_at_no_more_in_a_large_file() {
    use crate::domain::{Record, kinds::finding, looked};
    let looks = |findings: u32| {
        let mut world = halden();
        let first = world.records.next_id(Kind::Finding).n;
        world.records.put((first..first + findings).map(|n| {
            let late = Value::Date(crate::panes::testing::TODAY.saturating_sub(jiff::Span::new().days(9)));
            Record::new(Id::new(Kind::Finding, n)).with(finding::DUE, late)
        }));
        let mut home = Home::default();
        text(&home, &world, (140, 45));
        let some = world.records.get(Id::new(Kind::Finding, first)).unwrap();
        let change = Change::new("x").set(some, vec![(finding::STEP, finding::Step::Cause.value())]);
        let touched = world.records.apply(&change);
        looked::during(|| {
            home.touched(&touched, &world);
            text(&home, &world, (140, 45));
        })
    };
    let (few, many) = (looks(30), looks(3_000));
    assert!(many <= few + 60, "{few} records with 30 more findings, {many} with 3,000");
}
