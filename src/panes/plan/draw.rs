//! How the question list looks: one row a question; the guide below it, or beside it on a wide screen.

use super::Plan;
use crate::{
    command::Command,
    domain::{
        Id, Record, Stamp, View,
        kinds::{
            YES,
            answer::{self, Verdict},
            interview,
        },
        rounds,
    },
    framework::{self, Guide, propose},
    panes::{
        detail::{self, Fact},
        palette::key_of,
        round,
    },
    parts::{Canvas, clock},
    ui::{Plain, World, labelled},
};
use ratatui::layout::Rect;

/// From this width on the guide stands beside the list.
const WIDE: u16 = 110;
/// Rows that the list keeps when the guide is below it.
const LIST_MIN: u16 = 6;

pub fn draw(plan: &Plan, world: &World, canvas: &mut Canvas, area: Rect) {
    if area.is_empty() {
        return;
    }
    let Some(record) = world.records.live(plan.interview) else {
        canvas.wrapped(area, "This interview is deleted; u brings it back.", canvas.theme.plain());
        return;
    };
    let text = about(world, record);
    let top = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height.min(2));
    let used = canvas.wrapped(top, &text, canvas.theme.plain());
    let body = Rect::new(area.x, area.y + used, area.width, area.height - used);
    if body.height > 0 {
        canvas.rule_in(body.x, body.y, body.width);
    }
    let body = Rect::new(body.x, body.y + 1, body.width, body.height.saturating_sub(1));
    if area.width >= WIDE {
        let list = area.width * 11 / 20;
        draw_list(plan, world, canvas, Rect { width: list, ..body });
        canvas.vrule(body.x + list, body.y, body.height);
        draw_guide(plan, world, canvas, Rect::new(body.x + list + 2, body.y, area.width - list - 3, body.height));
        return;
    }
    let below = if body.height > LIST_MIN + 4 { (body.height / 2).min(body.height - LIST_MIN) } else { 0 };
    let list = body.height - below;
    draw_list(plan, world, canvas, Rect { height: list, ..body });
    if below > 1 {
        canvas.rule_in(body.x, body.y + list, body.width);
        let guide = Rect::new(body.x + 1, body.y + list + 1, body.width.saturating_sub(2), below - 1);
        draw_guide(plan, world, canvas, guide);
    }
}

/// The list for plain mode: a line a question.
pub fn in_lines(plan: &Plan, world: &World) -> Plain {
    let mut plain = Plain::default();
    let Some(record) = world.records.live(plan.interview) else {
        plain.said("This interview is deleted; “undo” brings it back.");
        return plain;
    };
    plain.head(about(world, record));
    plain.head(labelled("Filter", &plan.filter));
    let rows = plan.rows(world);
    for (n, a) in &rows {
        let key = if a.choice(answer::KEY) == Some(YES) { ", key question" } else { "" };
        let item = a.one(answer::ITEM).map_or(String::new(), |id| format!("{id} "));
        let verdict = match answer::verdict(a) {
            Verdict::NotLookedAt => String::new(),
            _ if world.hide_verdicts => String::new(),
            verdict => format!(", {}", round::verdict_word(verdict, record.one(interview::ROUND), world)),
        };
        plain.row(format!("question {n}, {item}{}{key}{verdict}", a.title())).name = a.title().into();
    }
    if rows.is_empty() {
        plain.said("No question here; “propose” proposes those of the role.");
    }
    plain.stand(plan.cursor(&rows));
    plain
}

/// Whom, as what, when, how far, and whether the questions fit the time.
fn about(world: &World, record: &Record) -> String {
    let view = world.view();
    let mut parts = vec![with(view, record)];
    let role = view.cell(record, interview::ROLE);
    if !role.is_empty() {
        parts.push(format!("as {role}"));
    }
    let minutes = record.number(interview::MINUTES);
    let length = minutes.map_or(String::new(), |m| format!(", {m} min"));
    parts.push(match record.stamp(interview::START) {
        Some(start) => format!("{}{length}", when(start, world)),
        None => format!("no time yet{length}"),
    });
    parts.push(round::state_word(record).into());
    let (judged, all) = interview::counts(view, record);
    let room = propose::room(minutes);
    let fit = if all > room { format!(" (time for about {room})") } else { String::new() };
    parts.push(format!("{}{fit}", super::add::counted(all)));
    if judged > 0 {
        parts.push(format!("{judged} judged"));
    }
    parts.push(record.text(interview::PLACE).to_string());
    parts.retain(|p| !p.is_empty());
    parts.join("  ")
}

/// `with R. Okafor, M. Sato`
pub fn with(view: View, record: &Record) -> String {
    match view.cell(record, interview::WITH) {
        names if names.is_empty() => "nobody named yet".into(),
        names => format!("with {names}"),
    }
}

/// `Fri 13 Jun 10:00`
pub fn when(start: Stamp, world: &World) -> String {
    format!("{} {}", clock::weekday(start.date(), world.now.date()), start.clock())
}

fn draw_list(plan: &Plan, world: &World, canvas: &mut Canvas, area: Rect) {
    let mut list = area;
    if (plan.typing.is_some() || !plan.filter.is_empty()) && list.height > 1 {
        draw_filter(plan, canvas, Rect { height: 1, ..list });
        list = Rect::new(list.x, list.y + 1, list.width, list.height - 1);
    }
    plan.page.set(usize::from(list.height.max(2)) - 1);
    let rows = plan.rows(world);
    if rows.is_empty() {
        let keys = [Command::Propose, Command::QuestionPick, Command::QuestionAdd].map(|c| key_of(world, c));
        let text = match plan.filter.is_empty() {
            true => format!(
                "No question yet. {} proposes questions from the role, {} adds those of a clause, control, AI system or \
                 role, {} adds one of your own.",
                keys[0], keys[1], keys[2]
            ),
            false => format!("No question here holds “{}”; Esc shows all.", plan.filter),
        };
        let inside = Rect::new(list.x + 1, list.y, list.width.saturating_sub(2), list.height);
        canvas.wrapped(inside, &text, canvas.theme.plain());
        return;
    }
    let top = plan.window.top_for(list.height.into(), rows.len());
    let cursor = plan.cursor(&rows);
    for (y, (i, (n, a))) in (list.y..list.bottom()).zip(rows.iter().enumerate().skip(top)) {
        draw_row(world, canvas, Rect::new(list.x, y, list.width, 1), *n, a, (i == cursor, plan.typing.is_some()));
    }
}

fn draw_filter(plan: &Plan, canvas: &mut Canvas, area: Rect) {
    canvas.put(area.x + 1, area.y, area.width, "/", canvas.theme.heading());
    let field = Rect::new(area.x + 3, area.y, area.width.saturating_sub(4), 1);
    match &plan.typing {
        Some(input) => input.draw(canvas, field, true),
        None => {
            canvas.put_cut(field.x, field.y, field.width, &plan.filter, canvas.theme.plain());
        }
    }
}

fn draw_row(world: &World, canvas: &mut Canvas, area: Rect, n: usize, a: &Record, (marked, typing): (bool, bool)) {
    let style = if marked { canvas.theme.selected() } else { canvas.theme.plain() };
    let sign = if marked { ">" } else { " " };
    let key = if a.choice(answer::KEY) == Some(YES) { "*" } else { " " };
    let item = a.one(answer::ITEM).map_or(String::new(), |id| id.to_string());
    let text = format!("{sign}{n:>3} {key} {item:<8} {}", a.title());
    canvas.put_full(area.x, area.y, area.width.saturating_sub(3), &text, style);
    let verdict = answer::verdict(a);
    let letter = match verdict {
        _ if world.hide_verdicts => "",
        Verdict::NotLookedAt => "",
        _ => &verdict.letter().to_string(),
    };
    canvas.put_full(area.right().saturating_sub(3), area.y, 3.min(area.width), &format!(" {letter}"), style);
    if marked && !typing {
        canvas.set_cursor(area.x, area.y);
    }
}

fn draw_guide(plan: &Plan, world: &World, canvas: &mut Canvas, area: Rect) {
    let Some((n, a)) = plan.marked(world) else { return };
    if area.is_empty() {
        return;
    }
    let guide = framework::guide_of(&world.records, a);
    let title = match guide.reference.as_str() {
        "" => format!("q{n}"),
        reference => format!("q{n}  {reference} {}", guide.title),
    };
    canvas.put_cut(area.x, area.y, area.width, &title, canvas.theme.heading());
    let rest = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    detail::draw_facts(world, &facts(&guide, a, world), canvas, rest);
}

/// The guide in the order in which it is needed; at the end what can be looked up.
fn facts(guide: &Guide, answer: &Record, world: &World) -> Vec<Fact> {
    let mut facts = vec![Fact::new("ASK", &guide.ask)];
    facts.extend(guide.other_pack.iter().map(|other| Fact::new("NOTE", other)));
    let mut list = |label: &str, points: &[String]| facts.push(Fact::new(label, points.join("; ")));
    list("SHOW", &guide.show);
    list("LOOK FOR", &guide.look_for);
    list("PROBE", &guide.probe);
    list("ASKED FOR", std::slice::from_ref(&guide.statement));
    list("DOCUMENTED", &guide.documented);
    if let Some(annex) = guide.annex_b {
        facts.push(Fact::new("GUIDANCE", annex));
    }
    if let Some(note) = guide.note {
        facts.push(Fact::new("MIND", note));
    }
    if !guide.related.is_empty() {
        facts.push(Fact::new("GOES WITH", crate::domain::value::join_ids(&guide.related, ", ")));
    }
    facts.extend(about_systems(answer, world));
    facts.extend(last_time(answer, world));
    facts.retain(|f| !f.is_empty());
    facts
}

fn about_systems(answer: &Record, world: &World) -> Option<Fact> {
    let ids = answer.refs(answer::SYSTEMS);
    (!ids.is_empty()).then(|| Fact::new("ABOUT", detail::names(world, ids)))
}

/// What was found when the same question was asked before.
fn last_time(answer: &Record, world: &World) -> Option<Fact> {
    let base = world.records.live(answer.one(answer::BASE)?)?;
    let round: Option<Id> = answer::round_of(&world.records, base);
    let round = round.map_or(String::new(), |id| format!("{id} {}: ", world.records.name(id)));
    let verdict = match world.hide_verdicts {
        true => "verdict hidden".to_string(),
        false => round::verdict_word(answer::verdict(base), answer::round_of(&world.records, base), world).to_string(),
    };
    let seen = rounds::fact_line(base).map_or(String::new(), |line| format!("; {line}"));
    Some(Fact::new("LAST TIME", format!("{round}{verdict}{seen}")))
}
