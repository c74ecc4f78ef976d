//! What the store says: saved, not saved, changed by somebody else, refused.

use super::App;
use crate::{
    domain::{
        Change, Id, Kind, Record, Stamp,
        kinds::interview::{self, Recap},
        veil,
    },
    panes,
    store::{Came, Reply, StepOrigin},
    ui::{Covers, Effect, Place, place::Clash, world::Recent},
};

impl App {
    /// A paper was made to be issued: it is saved, and its page opens.
    pub(super) fn issued(&mut self, change: Change, out: &mut Vec<Effect>) {
        let page = change.edits.first().map(|edit| Effect::Go(Place::Record(edit.id())));
        let said = Effect::Say(format!("{}; it stays as it is from now on", change.label));
        let effects = std::iter::once(Effect::Save(change)).chain(page).chain([said]).collect();
        self.carry_out(effects, out);
    }

    /// Takes in one answer of the store.
    pub(super) fn reply(&mut self, reply: Reply, out: &mut Vec<Effect>) {
        match reply {
            Reply::Loaded(kind, records) => self.loaded(kind, records),
            Reply::Reasons(reasons) => {
                let over = reasons.iter().filter(|r| r.is_taken_over());
                let ids: Vec<Id> = over.flat_map(|r| r.about.iter().copied()).collect();
                self.world.records.tell_reasons(reasons);
                self.touched(&ids);
            }
            Reply::Saved { at, label, how, touched, renamed, .. } => {
                let ids: Vec<Id> = touched.iter().map(|r| r.id).filter(|_| how != StepOrigin::Did).collect();
                self.saved(at, &label, &how, touched, &renamed);
                self.show_undone(&ids, out);
            }
            Reply::DraftSaved { at, .. } => self.confirmed(at),
            Reply::Draft(draft) => {
                let id = draft.id;
                self.world.drafts.insert((draft.id, draft.field), draft);
                self.touched(&[id]);
            }
            Reply::NotSaved { since, reason, rescue } => self.not_saved(since, reason, rescue),
            Reply::Conflict { label, id, mine, theirs, who, rest } => {
                self.clashed(Clash { label, id, mine, theirs, who, rest }, out);
            }
            Reply::Back { touched, gone } => {
                gone.iter().for_each(|id| self.world.records.forget(*id));
                self.touched(&gone);
                self.take_in(touched);
            }
            Reply::Entered(came) => {
                if came.read_only.is_some() {
                    self.hand_over(out);
                }
                self.came_in(*came);
            }
            Reply::Beside(copy) => self.world.saved.rescue = Some(copy),
            Reply::Round(past) => self.round_read(*past),
            Reply::Drafts(theirs) => self.world.theirs = theirs.into(),
            Reply::Others { actor, labels, about, last, touched, reasoned } => {
                out.extend(reasoned.then_some(Effect::ReadReasons));
                self.others((&actor, last), labels.into_iter().zip(about).collect(), touched);
            }
            Reply::Present(list) => self.present(list),
            Reply::Refused(why) => {
                // What was not saved is worth a message that stays.
                let lost = why.starts_with("not saved");
                self.say(why, lost);
            }
            Reply::Asks { how, question } => self.ask_again(how, &question, out),
            Reply::ReadOnly(why) => {
                self.hand_over(out);
                if let Some(file) = &mut self.world.file {
                    file.read_only = Some(why.clone());
                }
                self.say(format!("read only: {why}"), true);
            }
            Reply::Warning(text) => self.say(text, true),
        }
    }

    /// Both changed a record: it is answered as another of the same step was, or asked about.
    fn clashed(&mut self, clash: Clash, out: &mut Vec<Effect>) {
        self.take_in(vec![clash.theirs.clone()]);
        match self.alike.as_ref().and_then(|alike| panes::conflict::answer_alike(alike, &clash, &self.world)) {
            Some(effects) => self.carry_out(effects, out),
            None => self.go(Place::Conflict(Box::new(clash)), out),
        }
    }

    /// The file cannot be written any more: what is being typed goes to the thread that owns it once more, which keeps it
    /// beside the file.
    fn hand_over(&mut self, out: &mut Vec<Effect>) {
        if !self.is_read_only() {
            self.flush(out);
        }
    }

    /// Takes in all records of a kind.
    fn loaded(&mut self, kind: Kind, records: Vec<Record>) {
        let ids: Vec<Id> = records.iter().map(|r| r.id).collect();
        self.world.records.load(kind, records);
        self.world.loaded.push(kind);
        self.touched(&ids);
        self.tell_found();
    }

    /// The look at the whole file is through: what it came to, and who else is there.
    fn came_in(&mut self, came: Came) {
        let Some(file) = &mut self.world.file else { return };
        file.checking = false;
        (file.read_only, file.damage) = (came.read_only.clone(), came.damage);
        // Told as news, like those who come later.
        file.others.clear();
        let me = self.world.actor.clone();
        for other in &came.others {
            let (user, host, since) = (&other.user, &other.host, other.since.clock());
            self.tell(format!("{user}@{host} has this file open too, since {since}"));
            if me.split_once('@').is_some_and(|(mine, here)| mine == user && here != host) {
                self.say(format!("you on {host} hold this file; if that is gone, :take over (see g m)"), true);
            }
        }
        self.world.file.iter_mut().for_each(|file| file.others.clone_from(&came.others));
        came.notices.into_iter().for_each(|notice| self.say(notice, true));
        came.read_only.into_iter().for_each(|why| self.say(format!("read only: {why}"), true));
    }

    /// Takes in what somebody else did.
    fn others(&mut self, (actor, seq): (&str, u64), mut steps: Vec<(String, Vec<Id>)>, touched: Vec<Record>) {
        // Among it may be an erasure, which reaches into the past.
        self.forget_rounds(&self.world.rounds.keys().copied().collect::<Vec<_>>());
        self.take_in(touched);
        // What is judged apart is not told, not even that something was done there.
        steps.retain(|(_, about)| veil::is_told(&self.world.records, about));
        let Some((what, _)) = steps.last().cloned() else { return };
        let more = if steps.len() > 1 { format!(" and {} more", steps.len() - 1) } else { String::new() };
        for (label, about) in steps {
            self.world.happened(Recent { seq, at: self.world.now, actor: actor.into(), label, about });
        }
        self.tell(format!("{actor} changed: {what}{more}"));
    }

    fn saved(&mut self, at: Stamp, label: &str, how: &StepOrigin, touched: Vec<Record>, renamed: &[(Id, Id)]) {
        self.confirmed(at);
        let actor = self.world.actor.clone();
        let told = match how {
            StepOrigin::Did => label.to_string(),
            StepOrigin::Undid => format!("undid: {label}"),
            StepOrigin::Redid => format!("redid: {label}"),
        };
        let about = touched.iter().map(|r| r.id).collect();
        self.world.happened(Recent { seq: 0, at, actor, label: told, about });
        for (old, new) in renamed {
            self.world.records.forget(*old);
            self.say(format!("{old} was taken by someone else, yours is {new}"), true);
        }
        match how {
            // What was done here is in memory already; only numbers given anew bring news.
            StepOrigin::Did if renamed.is_empty() => {}
            StepOrigin::Did => self.take_in(touched),
            StepOrigin::Undid | StepOrigin::Redid => {
                let word = if *how == StepOrigin::Undid { "undid" } else { "redid" };
                let ended = self.ended_agreement(&touched);
                self.take_in(touched);
                let ended = ended.map_or(String::new(), |id| format!("; the recap of {id} is agreed no longer"));
                self.say(format!("{word}: {}{ended}", self.world.discreet(label)), false);
            }
        }
    }

    /// Nothing is undone unseen: what the pane on top does not show is opened, or the message says which it is.
    fn show_undone(&mut self, ids: &[Id], out: &mut Vec<Effect>) {
        let Some(id) = ids.first().copied() else { return };
        self.name_undone(ids);
        let covered = self.top().is_none_or(|pane| pane.covers() == Covers::Part);
        let shown = self.with_top(|pane, world| pane.shows(id, world)).unwrap_or(true);
        if covered || shown || self.world.records.live(id).is_none() {
            return;
        }
        let said = self.status().map(|(text, _)| text.to_string());
        self.go(panes::place_of(id, &self.world), out);
        said.into_iter().for_each(|text| self.say(text, false));
    }

    /// Adds to the message which records were undone, if it names none of them.
    fn name_undone(&mut self, ids: &[Id]) {
        let Some(said) = self.status().map(|(text, _)| text.to_string()) else { return };
        let called: Vec<String> = ids.iter().map(|id| self.world.records.called(*id)).collect();
        if ids.iter().any(|id| said.contains(&id.to_string())) || called.iter().any(|id| said.contains(id)) {
            return;
        }
        let which = match called.as_slice() {
            [_] => self.world.records.in_full(ids[0]),
            [first, second] => format!("{first}, {second}"),
            more => format!("{}, {} and {} more", more[0], more[1], more.len() - 2),
        };
        self.say(format!("{said} ({which})"), false);
    }

    /// The interview whose recap is agreed here and no longer in the file.
    fn ended_agreement(&self, touched: &[Record]) -> Option<Id> {
        let agreed = |r: &Record| Recap::of(r, interview::RECAP) == Some(Recap::Agreed);
        let ended = |now: &&Record| self.world.records.live(now.id).is_some_and(agreed) && !agreed(now);
        touched.iter().filter(|r| r.id.kind == Kind::Interview).find(ended).map(|r| r.id)
    }

    fn confirmed(&mut self, at: Stamp) {
        self.world.saved.at = Some(at);
        self.world.saved.rescue = None;
        if self.world.saved.failing.take().is_some() {
            self.say("saved again; everything that waited is in the file".into(), true);
        }
    }

    /// Says once, when all is read, which text that was being typed is back in its place.
    fn tell_found(&mut self) {
        if Kind::ALL.iter().all(|kind| self.world.is_loaded(*kind))
            && let Some(told) = panes::home::found_text(&self.world)
        {
            self.tell(told);
        }
    }

    fn not_saved(&mut self, since: Stamp, reason: String, rescue: Option<crate::store::Copied>) {
        let copy = rescue.as_ref().map_or("but no copy could be written".into(), |p| format!("copy in {}", p.told()));
        let known = self.world.saved.failing.replace((since, reason.clone())).map(|(_, reason)| reason);
        let moved = self.world.saved.rescue != rescue;
        self.world.saved.rescue = rescue;
        if known.as_ref() != Some(&reason) || moved {
            self.say(format!("NOT SAVED, tried again and kept: {reason}; {copy}"), true);
        }
    }

    fn present(&mut self, list: Vec<crate::store::Presence>) {
        let Some(file) = self.world.file.as_mut() else { return };
        let news: Vec<String> = list
            .iter()
            .filter(|p| !file.others.contains(p))
            .map(|p| format!("{}@{} has opened this file too", p.user, p.host))
            .collect();
        file.others = list;
        news.into_iter().for_each(|text| self.tell(text));
    }

    fn take_in(&mut self, records: Vec<Record>) {
        let ids: Vec<Id> = records.iter().map(|r| r.id).collect();
        self.world.records.put(records);
        self.touched(&ids);
    }
}
