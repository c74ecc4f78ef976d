//! What follows from the answers: a ban first, who decided and why, marks, parts, what hangs on facts, duties in the
//! order of their days.

use super::{Target, question::row_lines};
use crate::{
    domain::{
        Id, Kind, Record,
        kinds::{document::Serves, obligation, system},
        law::Law,
        marks, words,
    },
    framework::{
        act_facts::{self, Hanging},
        ai_act::{ActStanding, Duty},
    },
    panes::outline::Line,
    shown::wrap,
    ui::World,
};

/// All lines of it, as the record of the system says it now.
pub(super) fn lines(system: &Record, world: &World, width: usize) -> Vec<Line<Target>> {
    let standing = of(system);
    let law = standing.law();
    let mut lines = ban(&law, width);
    lines.push(Line::heading("WHAT FOLLOWS"));
    lines.extend(decided(system, world, width));
    let mut part = |head: String, rows: Vec<String>| {
        if !rows.is_empty() {
            lines.extend([Line::plain(""), Line::heading(head)]);
            lines.extend(rows.iter().flat_map(|row| wrap(row, width)).map(|row| Line::plain(format!("  {row}"))));
        }
    };
    part("CONTRADICTIONS".into(), system::contradictions(system).iter().map(|c| c.to_string()).collect());
    let held = marks::held(&standing.marks, &standing.facts);
    part("MARKS".into(), held.iter().map(|code| marks::named(code).to_string()).collect());
    let roles = standing.roles.iter().map(|code| words::label(marks::ROLES, code).to_string());
    let roles: Vec<String> = roles.collect();
    part("PARTS WE PLAY".into(), if roles.is_empty() { vec!["none".into()] } else { roles });
    part("TO MIND".into(), to_mind(&law, system, world));
    lines.extend(facts(system, &standing, width));
    lines.extend(duties(&standing, width));
    lines
}

fn of(system: &Record) -> ActStanding<'static> {
    let known = |field: usize, list: &'static [crate::domain::Choice]| {
        let codes = marks::codes(system, field);
        list.iter().map(|c| c.code).filter(|c| codes.contains(c)).collect()
    };
    ActStanding {
        marks: known(system::ACT_MARKS, marks::MARKS),
        facts: known(system::ACT_FACTS, marks::FACTS),
        roles: known(system::ACT_ROLES_HELD, marks::ROLES),
    }
}

/// A banned practice stands above everything.
fn ban(law: &Law, width: usize) -> Vec<Line<Target>> {
    let bans: Vec<&str> = law.bans().into_iter().map(marks::named).collect();
    if bans.is_empty() {
        return Vec::new();
    }
    let text = format!(
        "It bears the mark of a banned practice: {}. It is neither supplied nor used; consent and notices do not help, and no duty of using it is listed.",
        bans.join("; ")
    );
    let rows = wrap(&text, width).into_iter().map(Line::plain);
    [Line::heading("STOP")].into_iter().chain(rows).chain([Line::plain("")]).collect()
}

fn decided(system: &Record, world: &World, width: usize) -> Vec<Line<Target>> {
    let by = system.one(system::ACT_BY).map_or("nobody yet; Enter says who".into(), |id| world.records.name(id));
    let on = system.date(system::ACT_DECIDED).map_or(String::new(), |day| format!("on {day} "));
    let class = world.view().cell(system, system::ACT_CLASS);
    let role = world.view().cell(system, system::ACT_ROLE);
    let reason = system.text(system::ACT_REASON).trim().replace('\n', " ");
    let reason = if reason.is_empty() { "nothing said yet; Enter writes it".into() } else { reason };
    let mut lines: Vec<Line<Target>> = wrap(marks::NO_ADVICE, width).into_iter().map(Line::plain).collect();
    lines.push(Line::row(format!("Decided {on}by {by}"), Target::By));
    lines.extend(row_lines("", &format!("Reason: {reason}"), width, Target::Reason));
    let words = [("class", class), ("role", role)]
        .map(|(what, word)| if word.is_empty() { word } else { format!("{what} {word}") });
    let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
    if !words.is_empty() {
        lines.push(Line::plain(format!("In the inventory: {}", words.join(", "))));
    }
    lines
}

fn to_mind(law: &Law, system: &Record, world: &World) -> Vec<String> {
    let mut told: Vec<String> = law.to_mind().iter().map(|t| t.to_string()).collect();
    let bare = system::lacking(&world.view(), system).contains(&Serves::Instructions);
    if law.leans_on_instructions() && bare {
        told.push(
            "The provider's instructions for use are not on file: half of a deployer's duties rest on them.".into(),
        );
    }
    told
}

/// The facts on which something hangs, then what stands by until something happens.
fn facts(system: &Record, standing: &ActStanding<'static>, width: usize) -> Vec<Line<Target>> {
    let mut lines = Vec::new();
    let said = |h: &Hanging| act_facts::said(system, h.fact);
    let all = act_facts::hanging(standing);
    let open = all.iter().filter(|h| said(h).is_none()).count();
    if !all.is_empty() {
        let head = format!("HANGS ON  {open} of {} not said yet: Space says yes or no, n no", all.len());
        lines.extend([Line::plain(""), Line::heading(head)]);
    }
    let sign = |said: Option<bool>| match said {
        Some(true) => "[yes] ",
        Some(false) => "[no ] ",
        None => "[ ? ] ",
    };
    let shown = |h: &Hanging| {
        let mut rows = row_lines(sign(said(h)), h.label, width, Target::Fact(h.fact));
        rows.extend(
            h.so.iter().flat_map(|so| wrap(so, width.saturating_sub(8))).map(|so| Line::plain(format!("        {so}"))),
        );
        rows
    };
    lines.extend(all.iter().flat_map(shown));
    let awaited = act_facts::awaited(standing);
    if !awaited.is_empty() {
        lines.extend([Line::plain(""), Line::heading("STANDS BY UNTIL  Space says that it happened")]);
    }
    let event = |h: &Hanging| {
        let sign = if said(h) == Some(true) { "[yes] " } else { "[ - ] " };
        row_lines(sign, &format!("{}: {}", h.label, h.so.join("; ")), width, Target::Fact(h.fact))
    };
    lines.extend(awaited.iter().flat_map(event));
    lines
}

fn duties(standing: &ActStanding<'static>, width: usize) -> Vec<Line<Target>> {
    let (owed, free): (Vec<_>, Vec<_>) = standing.follows().into_iter().partition(|d| d.free.is_none());
    let mut lines = vec![Line::plain("")];
    lines.push(Line::heading(format!("DUTIES  {}, L puts them into the legal register", owed.len())));
    let shown = |duty: &&'static Duty| {
        let from = standing.from(duty);
        let day = match standing.waits_for(duty) {
            Some(_) => "stands by".to_string(),
            None => from.map_or(String::new(), |(day, _)| day.to_string()),
        };
        let sure = from.is_none_or(|(_, sure)| sure) && duty.confidence == "high";
        let eased: String = standing.eased(duty).iter().map(|so| format!("; {so}")).collect();
        let text = format!("{}: {}{}{eased}", duty.article, duty.title, if sure { "" } else { " (low confidence)" });
        row_lines(&format!("{day:<10} "), &text, width, Target::Duty(duty.id))
    };
    lines.extend(owed.iter().flat_map(shown));
    if !free.is_empty() {
        lines.extend([Line::plain(""), Line::heading("NO DUTY, OPEN TO YOU")]);
    }
    let offered = |duty: &&'static Duty| {
        let text = format!("{}: {} ({})", duty.article, duty.title, duty.free.unwrap_or_default());
        row_lines("", &text, width, Target::Duty(duty.id))
    };
    lines.extend(free.iter().flat_map(offered));
    lines
}

/// What a duty asks, with its exceptions, for the foot.
pub(super) fn told(id: &str, system: &Record) -> String {
    let Some(duty) = of(system).follows().into_iter().find(|d| d.id == id) else { return String::new() };
    let less = duty.exceptions.join("; ");
    if less.is_empty() { duty.duty.to_string() } else { format!("{} Exceptions: {less}.", duty.duty) }
}

/// The line of the legal register that stands for a duty of the system.
pub(super) fn registered(id: &str, system: Id, world: &World) -> Option<Id> {
    let mut all = world.records.linked(system, Kind::Obligation, obligation::SYSTEMS);
    all.find(|l| l.text(obligation::CODE) == id).map(|l| l.id)
}
