//! What the management system brings: how risks moved, how far duties are met, which systems are governed, what was
//! published, what the measures say.

use super::{
    PaperDraft,
    desk::{Desk, facts, heading, table},
};
use crate::{
    document::{
        Block, Column, PaperKind,
        drawing::{self, Series},
    },
    domain::{
        Decimal, Id, Kind, Record, Tone,
        kinds::{
            assessment, communication,
            finding::{self, Step},
            improvement, incident, issued, metric, objective,
            obligation::{self, Bound},
            reading,
            risk::{self, Picture},
            shared::{Agreement, InPlace, YES},
            system,
        },
        measures, progress,
        share::Share,
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let blocks = [
        vec![heading("Risks"), risks(desk), bands(desk)],
        vec![heading("Duties"), duties(desk)],
        vec![heading("AI systems under governance"), systems(desk)],
        vec![heading("What was published"), published(desk)],
        vec![heading("Measures and objectives"), effects(desk), metrics(desk)],
        trends(desk).into_iter().collect(),
    ];
    let facts = vec![format!("state of {}", desk.view.today)];
    (PaperKind::Outcome.title().into(), facts, blocks.into_iter().flatten().collect())
}

fn told(share: Share, instead: &str) -> String {
    match share.percent() {
        Some(percent) => format!("{} of {} ({percent} %)", share.done, share.all),
        None => instead.into(),
    }
}

/// Band before controls and now, where both are on the scale in force.
fn moved(desk: Desk, risk: &Record) -> Option<(usize, usize)> {
    let matrix = desk.view.records.matrix();
    let at = |picture: Picture| picture.on(risk, matrix).map(|(l, c)| matrix.band_index(l, c));
    Some((at(Picture::Inherent)?, at(Picture::Current)?))
}

fn risks(desk: Desk) -> Block {
    let all = desk.all(Kind::Risk);
    let open: Vec<&Record> = all.iter().copied().filter(|r| risk::is_open(r)).collect();
    let moves: Vec<(usize, usize)> = open.iter().filter_map(|r| moved(desk, r)).collect();
    let count = |is: fn(&(usize, usize)) -> bool| moves.iter().filter(|m| is(m)).count().to_string();
    let above = open.iter().filter(|r| risk::against_appetite(desk.view, r) == "above").count();
    facts([
        ("Open, closed", format!("{}, {}", open.len(), all.len() - open.len())),
        ("Lower than before controls", count(|(was, now)| now < was)),
        ("As before controls", count(|(was, now)| now == was)),
        ("Higher than before controls", count(|(was, now)| now > was)),
        ("Not rated before and now", (open.len() - moves.len()).to_string()),
        ("Above the appetite", above.to_string()),
    ])
}

fn bands(desk: Desk) -> Block {
    let moves: Vec<(usize, usize)> =
        desk.all(Kind::Risk).into_iter().filter(|r| risk::is_open(r)).filter_map(|r| moved(desk, r)).collect();
    let bands = &desk.view.records.matrix().bands;
    let count = |is: &dyn Fn(&(usize, usize)) -> bool| moves.iter().filter(|m| is(m)).count().to_string();
    let columns: &[Column<usize>] = &[
        ("Level", 3, &|at| bands[*at].label.clone()),
        ("Before controls", 2, &|at| count(&|(was, _)| was == at)),
        ("Now", 2, &|at| count(&|(_, now)| now == at)),
    ];
    table("Open risks that are rated before controls and now", (0..bands.len()).rev(), columns, "No level is set.")
}

fn duties(desk: Desk) -> Block {
    let all = desk.all(Kind::Obligation);
    let applies = |l: &&&Record| l.period(obligation::FROM).is_none_or(|from| from.first() <= desk.view.today);
    let met = |l: &&Record| InPlace::of(l, obligation::STATE) >= Some(InPlace::InPlace);
    let ours: Vec<&Record> = all.iter().copied().filter(|l| !obligation::is_supplier_duty(l)).collect();
    let now: Vec<&Record> = ours.iter().filter(applies).copied().collect();
    let legal = now.iter().copied().filter(|l| obligation::is_legal(l));
    let proven = |l: &&Record| !l.refs(obligation::PROOF).is_empty();
    let agreed = all.iter().copied().filter(|l| Bound::of(l, obligation::BOUND) == Some(Bound::Supplier));
    facts([
        ("Ours that apply now, met", told(Share::count(now.iter().map(met)), "none on file")),
        ("Of these law and standards", told(Share::count(legal.map(|l| met(&l))), "none on file")),
        ("Of these with proof", told(Share::count(now.iter().map(proven)), "none on file")),
        ("Ours that apply later", (ours.len() - now.len()).to_string()),
        (
            "Of suppliers, agreed",
            told(
                Share::count(agreed.map(|l| Agreement::of(l, obligation::AGREED) == Some(Agreement::Agreed))),
                "none on file",
            ),
        ),
    ])
}

fn systems(desk: Desk) -> Block {
    use system::{Scope, State};
    let runs = |s: &&Record| !progress::is_over(s);
    let all: Vec<&Record> = desk.all(Kind::System).into_iter().filter(runs).collect();
    let inside: Vec<&Record> = all.iter().copied().filter(|s| Scope::of(s, system::SCOPE) == Some(Scope::In)).collect();
    let assessed = |id: Id| {
        let of = desk.view.records.linked(id, Kind::Assessment, assessment::SYSTEM);
        of.into_iter().any(progress::stands)
    };
    let has = |s: &&Record| {
        let classed = s.choice(system::TIER).is_some() && s.one(system::OWNER).is_some();
        classed && (assessed(s.id) || s.date(system::IMPACT).is_some())
    };
    let live = inside.iter().filter(|s| matches!(State::of(s, system::STATE), Some(State::Live | State::Pilot)));
    let share = |of: fn(&Record) -> bool| told(Share::count(inside.iter().map(|s| of(s))), "none in scope");
    facts([
        ("In scope", format!("{} of {}", inside.len(), all.len())),
        ("With a risk class", share(|s| s.choice(system::TIER).is_some())),
        ("With an owner", share(|s| s.one(system::OWNER).is_some())),
        ("In use with class, owner and assessment", told(Share::count(live.map(has)), "none in use")),
    ])
}

fn published(desk: Desk) -> Block {
    use communication::Type;
    let outward = |c: &&Record| {
        let typ = Type::of(c, communication::TYPE);
        matches!(typ, Some(Type::Public | Type::Users | Type::Authority)) && c.date(communication::SENT).is_some()
    };
    let papers = desk.all(Kind::IssuedPaper).into_iter();
    let papers = papers
        .filter(|p| issued::Cut::of(p, issued::FOR_WHOM) == Some(issued::Cut::Public) && !issued::is_withdrawn(p));
    let mut all: Vec<&Record> = desk.all(Kind::Communication).into_iter().filter(outward).chain(papers).collect();
    let day = |r: &Record| match r.id.kind {
        Kind::Communication => r.date(communication::SENT),
        _ => r.date(issued::APPROVED_ON),
    };
    all.sort_by_key(|r| (std::cmp::Reverse(day(r)), r.id));
    let what = |r: &Record| match r.id.kind {
        Kind::Communication => desk.cell(r, communication::TYPE),
        _ => "paper for the public".into(),
    };
    let reached = |r: &Record| match r.id.kind {
        Kind::Communication => desk.cell(r, communication::REACH),
        _ => String::new(),
    };
    let columns: &[Column<&Record>] = &[
        ("Day", 2, &|r| day(r).map_or(String::new(), |d| d.to_string())),
        ("What", 3, &|r| what(r)),
        ("Title", 6, &|r| r.title().to_string()),
        ("Reached", 2, &|r| reached(r)),
    ];
    table("Statements, notices and papers for the outside", all, columns, "Nothing was published yet.")
}

fn effects(desk: Desk) -> Block {
    let objectives = desk.all(Kind::Objective).into_iter().filter(|o| !progress::is_over(o));
    let reached = Share::count(objectives.map(|o| progress::is_done(o) && !o.value(objective::RESULT).is_empty()));
    let findings = desk.all(Kind::Finding);
    let closed = findings.iter().filter(|f| finding::step(f) == Step::Closed).count();
    let incidents = desk.all(Kind::Incident);
    let open = incidents.iter().filter(|i| progress::is_open(i)).count();
    let learned = incidents.iter().filter(|i| !i.value(incident::LESSON).is_empty()).count();
    let ideas = desk.all(Kind::Improvement);
    let own = Share::count(ideas.iter().map(|i| i.choice(improvement::PROACTIVE) == Some(YES)));
    facts([
        ("Objectives reached with a result", told(reached, "none set")),
        ("Findings closed", format!("{closed} of {}", findings.len())),
        ("Incidents", format!("{}, {open} open, {learned} with a lesson", incidents.len())),
        ("Improvements not forced by an event", told(own, "none yet")),
    ])
}

fn metrics(desk: Desk) -> Block {
    let all: Vec<&Record> = desk.all(Kind::Metric).into_iter().filter(|m| !progress::is_over(m)).collect();
    let says = |m: &Record| match measures::latest_tone(desk.view, m) {
        Tone::Bad => "beyond its limit",
        Tone::Good => "on target",
        _ if measures::latest(desk.view, m).is_none() => "not measured",
        _ => "",
    };
    let number = |d: Option<&Decimal>| d.map_or(String::new(), Decimal::to_string);
    let columns: &[Column<&Record>] = &[
        ("Measure", 5, &|m| m.title().to_string()),
        ("Latest", 2, &|m| desk.cell(m, metric::LATEST)),
        ("Target", 2, &|m| number(m.decimal(metric::TARGET))),
        ("Says", 3, &|m| says(m).to_string()),
    ];
    table("Measures", all, columns, "Nothing is measured yet.")
}

/// Measures that were read twice or more, as charts; nothing where there is none.
fn trends(desk: Desk) -> Option<Block> {
    /// Charts that fit on a page.
    const MOST: usize = 12;
    let measured = desk.all(Kind::Metric).into_iter().filter(|m| !progress::is_over(m));
    let all: Vec<Series> = measured.filter_map(|m| series(desk, m)).take(MOST).collect();
    (!all.is_empty()).then(|| Block::Drawing(drawing::lines("How measures went", &all)))
}

fn series(desk: Desk, m: &Record) -> Option<Series> {
    let number = |d: &Decimal| d.as_str().parse::<f64>().ok();
    let value = |r: &&Record| Some((r.stamp(reading::AT)?.date(), number(r.decimal(reading::VALUE)?)?));
    let mut points: Vec<_> = desk.linked(m.id, Kind::Reading, reading::OF).iter().filter_map(value).collect();
    points.sort_by_key(|(day, _)| *day);
    let (first, last) = (points.first()?.0, points.last()?.0);
    let days = |day: jiff::civil::Date| (day - first).get_days();
    let limit = |field: usize| m.decimal(field).and_then(number);
    (first < last).then(|| Series {
        name: m.title().to_string(),
        points: points.iter().map(|(day, value)| (days(*day), *value)).collect(),
        span: (first.to_string(), last.to_string()),
        target: limit(metric::TARGET),
        limit: limit(metric::LIMIT),
        last: desk.cell(m, metric::LATEST),
        is_bad: measures::latest_tone(desk.view, m) == Tone::Bad,
    })
}
