//! THE table of commands: footer, help, palette, which-key card, `aims keys` and the README table are made from it.
//!
//! A command is named once, here. Keys are in `keymaps/`; what a command does is in the pane that runs it.

mod context;

pub use context::Context;
use std::{collections::HashMap, sync::LazyLock};

/// One row of the table.
pub struct Info {
    /// Stable name, used in key map files.
    pub id: &'static str,
    /// An imperative that reads as a menu line.
    pub label: &'static str,
    /// One or two words for the footer.
    pub short: &'static str,
    /// Further words by which the palette finds it.
    pub synonyms: &'static str,
    /// Where it can be used.
    pub contexts: &'static [Context],
}

macro_rules! commands {
    ($($name:ident $id:literal $label:literal $short:literal $synonyms:literal [$($context:ident)*];)*) => {
        /// A thing a key, the palette or a script can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $($name),* }
        static TABLE: &[Info] = &[$(Info {
            id: $id, label: $label, short: $short, synonyms: $synonyms, contexts: &[$(Context::$context),*],
        }),*];
        impl Command {
            pub const ALL: &'static [Command] = &[$(Command::$name),*];
        }
    };
}

commands! {
    // everywhere
    Help "app.help" "Show the keys of this pane" "help" "keys shortcuts manual how do the keys work what can i press which keys are there keyboard" [Everywhere Writing Drawer Card Text Cells Columns];
    Palette "palette.open" "Run a command by name" "commands" "palette actions menu" [Everywhere];
    Back "app.back" "Go back" "back" "close leave return" [Everywhere];
    Quit "app.quit" "Quit" "quit" "exit leave program get out stop" [Everywhere];
    Undo "app.undo" "Undo the last change" "undo" "take back revert last restore deleted twice mistake put it back deleted by accident oops" [Everywhere Card Writing];
    Redo "app.redo" "Redo what was undone" "redo" "again" [Everywhere Card Writing Cells];
    Redraw "app.redraw" "Draw the screen again" "redraw" "refresh repaint" [Everywhere Writing Input Text Drawer Cells Menu Help Columns];
    Suspend "app.suspend" "Suspend to the shell" "suspend" "background job terminal command line" [Everywhere Writing Input Text Drawer Cells Menu Help Columns];
    Search "app.search" "Find words in the whole file" "find" "search grep everywhere everything text jump record id look for a word name" [Everywhere];
    Bars "bars.toggle" "Hide or show the bars" "bars" "zoom full screen header footer" [Everywhere];
    GoHome "go.home" "Go to home" "home" "start overview dashboard next steps page main menu take me to the beginning" [Everywhere];
    GoInventory "go.inventory" "Go to the AI inventory" "inventory" "systems register models ai systems tools applications all ai which use" [Everywhere];
    GoRisks "go.risks" "Go to the risk heatmap" "risks" "matrix map heat high critical worst top risk map red" [Everywhere];
    GoRiskList "go.risk-list" "Go to the list of risks" "risk list" "register table" [Everywhere];
    GoControls "go.controls" "Go to the control checklist" "controls" "soa statement of applicability annex which controls apply safeguards measures" [Everywhere];
    GoClauses "go.clauses" "Go to the clauses" "clauses" "requirements 4 to 10 checklist" [Everywhere];
    GoFindings "go.findings" "Go to the findings" "findings" "nonconformities nc corrective problems issues list deviations" [Everywhere];
    GoInterviews "go.interviews" "Go to the interviews" "interviews" "audit meetings" [Everywhere];
    GoRounds "go.rounds" "Go to the rounds (gap analyses and audits)" "rounds" "gap analysis internal audit plan programme audits list all" [Everywhere];
    GoParked "go.parked" "Go to the parked questions" "parked" "find and judge parked waiting" [Everywhere];
    GoRequests "go.requests" "Go to the promised evidence" "promised" "requests evidence awaited document requests what was promised missing documents" [Everywhere];
    AskedOfUs "requests.asked" "Note a question of the body ..." "asked of us" "question of the body, body's questions customer authority asks us" [Everywhere];
    GoEvidence "go.evidence" "Go to the evidence" "evidence" "documents records proof proofs files list" [Everywhere];
    GoActions "go.actions" "Go to the actions" "actions" "tasks to do corrective treatment open tasks mine what i must do" [Everywhere];
    GoPeople "go.people" "Go to the people" "people" "persons owners auditors staff colleagues team employees contacts email who works here" [Everywhere];
    GoSuppliers "go.suppliers" "Go to the suppliers" "suppliers" "vendors third parties supplier list providers external companies partners" [Everywhere];
    GoPacks "go.packs" "Show the question packs: add one, or write the built-in questions to be translated" "packs" "question packs language translate wording add pack" [Everywhere];
    PackTemplate "pack.template" "Write the built-in questions as a pack ..." "write pack" "translate language pack words questions" [Everywhere];
    GoQuestions "go.questions" "Go to your own questions" "own questions" "question bank" [Everywhere];
    GoIssued "go.issued" "Go to the issued papers" "issued papers" "versions withdrawn" [Everywhere];
    GoList "go.list" "Go to any list ..." "lists" "register kinds records all" [Everywhere];
    GoOrganisation "go.organisation" "Open the organisation" "organisation" "company scope name roles our company name address" [Everywhere];
    GoMethod "go.method" "Open the risk method" "risk method" "matrix scales bands appetite risk scale settings appetite tolerance" [Everywhere];
    GoMessages "go.messages" "Show the messages of this session" "messages" "log errors notices what did it say error" [Everywhere];
    GoRecent "go.recent" "Show the latest changes" "recent changes" "journal log history who happened lately news yesterday today edits" [Everywhere];
    Narrow "focus.choose" "Work on one AI system or one unit alone ..." "one system alone" "pilot narrow focus only scope system unit department whole widen" [Everywhere];
    GoNews "go.news" "Show what changed of mine since I last looked" "changed for me" "since i last looked what changed mine own audit check others did news" [Everywhere];
    Me "me.pick" "Say which person of the file you are ..." "who I am" "me myself login name identity switch user my name change user" [Everywhere];
    GoReview "go.review" "Go to the management review" "review" "management review top management 9.3 agenda inputs minutes" [Everywhere];
    GoProgramme "go.programme" "Go to the audit programme; start one if there is none" "programme" "audit programme year plan areas auditors months" [Everywhere];
    GoReadiness "go.readiness" "Show how ready it is for the body, and what is in the way" "readiness" "certification stage 1 stage 2 are we ready blockers must-haves certificate way path dates cost effort answers to the body status certified" [Everywhere];
    GoMap "go.map" "Show the map: every register by clause" "map" "registers overview clauses aims all lists" [Everywhere];
    GoDuties "go.due" "Show what falls due by month and person" "due by person" "load month calendar who people upkeep deadlines too much work this week month" [Everywhere];
    GoAngles "go.angles" "Show it by theme, domain, stage and everyday word" "by theme" "themes domains stages responsible transparent secure privacy fairness safety bias risk technical business legal ethical blocks" [Everywhere];
    GoOwners "go.owners" "Show who owns what, and what nobody owns" "who owns what" "owners nobody accountable holes load people who is responsible for what without owner" [Everywhere];
    GoWork "go.work" "Show all open work, the gravest risk first" "work by risk" "priority order open actions outside skills" [Everywhere];
    GoUntouched "go.untouched" "Show what lies untouched and what is thinly proven" "untouched and thin" "stale old forgotten evidence weak alone self made days" [Everywhere];
    GoTimeline "go.timeline" "Show the plan as a timeline, late phases first" "timeline of the plan" "plan phases months schedule gantt roadmap progress" [Everywhere];
    GoGrid "go.grid" "Show which policy carries which theme and principle" "policies by theme" "grid principles themes coverage blank matrix" [Everywhere];
    GoImpacts "go.impacts" "Show how far the impact assessment of each system is" "assessments by system" "grid impact assessments aia high risk systems state due" [Everywhere];
    GoStages "go.stages" "Show which controls cover which stage of the life cycle" "controls by stage" "grid life cycle lifecycle stages coverage none" [Everywhere];
    GoExpected "go.expected" "Show which documents are expected and how far each is" "expected documents" "required documents policy data rules model life cycle" [Everywhere];
    GoTrends "go.trends" "Show conformity, nonconformities and risks over time" "over time" "trends history measures improvement progress chart graph are we getting better worse" [Everywhere];
    GoChecks "go.checks" "Show what is missing, late or contradictory" "checks" "next steps problems gaps orphans overdue to do validate errors consistency what is missing what is wrong problems" [Everywhere];
    History "show.history" "Show the history of this record" "history" "who changed when journal see who edited versions old value earlier value of this field previous before" [List Record Heatmap Card];
    Sessions "show.sessions" "Show who has this file open" "sessions" "others users else here" [Everywhere];
    RoundStart "round.start" "Start a gap analysis or an audit ..." "new round" "begin audit start an audit gap analysis gap assessment management review certification document review supplier review rehearsal mock audit surveillance" [Everywhere];
    Paper "export.paper" "Write a paper ..." "papers" "export report print document soa plan markdown html pdf word audit plan evidence pack bundle send auditor board make produce create pdf wrap up" [Everywhere];
    IssuePaper "paper.issue" "Issue a paper ..." "issue" "approve version release sign publish final version approve document publish" [Everywhere];
    Import "import.csv" "Import a sheet ..." "import" "bring in spreadsheet inventory risks load table excel csv upload data from read in xlsx ods" [Everywhere];
    NewFile "file.new" "New file ..." "new file" "create organisation start start empty for another company" [Everywhere Start];
    OpenFile "file.open" "Open a file ..." "open file" "recent load switch another load other organisation" [Everywhere Start];
    OpenDemo "file.demo" "Try the demo" "demo" "sample example tour" [Everywhere Start];
    KeysShow "keys.show" "Show the whole key table" "keys" "print table shortcuts keybindings bindings" [Everywhere];
    TakeOver "file.take-over" "Take the file over from a session that is gone ..." "take over" "crashed other computer lock locked held" [Everywhere];
    TipsOff "tips.off" "Show no tips any more" "no tips" "hide hints" [Everywhere];
    HideVerdicts "verdicts.hide" "Hide or show verdicts on screen" "hide verdicts" "privacy person opposite somebody looking hide from the screen somebody watches" [Everywhere Card Writing];
    Settings "app.settings" "Show the settings: keys, theme, what follows a verdict ..." "settings" "preferences options configure set theme colours editor clipboard backup paper size date order keymap dark light mode bright contrast appearance look white black background dark light" [Everywhere Start];
    MapDefault "keys.default" "Use the keys of the program" "own keys" "keymap key map default" [Everywhere Start];
    MapVim "keys.vim" "Use the keys of vim" "vim" "keymap key map vi neovim hand" [Everywhere Start];
    MapEmacs "keys.emacs" "Use the keys of emacs" "emacs" "keymap key map hand" [Everywhere Start];
    MapSheet "keys.sheet" "Use the keys of a spreadsheet" "sheet" "keymap key map excel spreadsheet hand" [Everywhere Start];
    SavedSay "file.saved" "Say when everything was saved" "saved" "save write store w did it save everything" [Everywhere];
    About "app.about" "Show version, file and paths" "about" "version doctor terminal check where path program version where is the file where is my data stored location folder" [Everywhere];
    // moving in lists
    Down "move.down" "Move down" "down" "next line" [List Heatmap Menu Help Record Home Recap Plan Round Card Start Sample Ticks Walk Parts Cells Columns];
    Up "move.up" "Move up" "up" "previous line" [List Heatmap Menu Help Record Home Recap Plan Round Card Start Sample Ticks Walk Parts Cells Columns];
    Left "move.left" "Move left" "left" "previous column" [List Heatmap Cells];
    Right "move.right" "Move right" "right" "next column" [List Heatmap Cells];
    PageDown "move.page-down" "One page down" "page down" "" [List Menu Help Record Home Plan Round Input Recap Walk Parts Cells Columns];
    PageUp "move.page-up" "One page up" "page up" "" [List Menu Help Record Home Plan Round Input Recap Walk Parts Cells Columns];
    First "move.first" "Go to the first line" "first" "top" [List Menu Help Record Home Plan Round Recap Sample Ticks Walk Parts Columns];
    Last "move.last" "Go to the last line" "last" "end bottom" [List Menu Help Record Home Plan Round Recap Sample Ticks Walk Parts Columns];
    OtherPart "move.other-part" "Go to the other part of the pane" "other part" "next focus tab" [Heatmap Home Record Recap Round List Help Sample];
    // lists of records
    Open "record.open" "Open" "open" "enter show edit look at details" [List Heatmap Home Record Round Start Recap Plan Sample];
    Add "record.add" "Add a record" "add" "new create insert line row entry item" [List Heatmap Round Record];
    Edit "record.edit" "Edit the fields on a page" "edit" "change form modify rename rewrite fields correct a typo fix" [List Round Heatmap Plan Record Parts];
    Delete "record.delete" "Delete (undo brings it back)" "delete" "remove hide throw away row record entry item erase get rid of this" [List Record Round];
    Merge "record.merge" "Merge with another record that is the same ..." "merge" "duplicate double twice same join combine two entries are the same" [List Record];
    Link "record.link" "Name this record in others: link it with them ..." "link" "connect attach relate add a link to risk control evidence belongs to" [List Record];
    Follow "record.follow" "Go to the record that this line names" "go there" "follow link jump open" [Record];
    Erase "record.erase" "Erase the words of this field for good" "erase" "privacy delete retention forget" [Record];
    Filter "list.filter" "Narrow the list as you type" "filter" "search find only show these hide others limit" [List Plan Help];
    AboutOnly "list.narrow" "Narrow the list to a theme, domain, stage or owner ..." "narrow" "theme domain stage about bias privacy fairness transparency accountability risk legal technical" [List];
    Sort "list.sort" "Sort by a column ..." "sort" "order by date by name alphabetical arrange" [List];
    SortReverse "list.reverse" "Turn the sort order round" "reverse" "descending ascending other way newest first" [List];
    KeptFilters "list.kept" "Take a filter that has a name, or keep this one ..." "kept filters" "saved filter view named store saved searches remember this" [List];
    ColumnsOpen "list.columns" "Choose, order, widen and freeze the columns ..." "columns" "hide show column width layout fields view totals pick add more" [List];
    ColumnShow "columns.show" "Show or hide the column" "show, hide" "tick" [Columns];
    ColumnEarlier "columns.earlier" "Move the column to the left" "earlier" "order left" [Columns];
    ColumnLater "columns.later" "Move the column to the right" "later" "order right" [Columns];
    ColumnWider "columns.wider" "Make the column wider" "wider" "width" [Columns];
    ColumnNarrower "columns.narrower" "Make the column narrower" "narrower" "width" [Columns];
    ColumnFreeze "columns.freeze" "Freeze up to this column, or let go" "freeze" "fix pin" [Columns];
    ColumnsReset "columns.reset" "All columns as they were described" "as described" "default reset" [Columns];
    Mark "list.mark" "Mark or unmark the row" "mark" "select tick highlight rows several one" [List];
    MarkAll "list.mark-all" "Mark all shown rows, or none" "mark all" "select all everything every row" [List];
    MarkRange "list.range" "Mark a range: move, then again" "range" "visual select select from here to there block" [List];
    MarkDown "list.mark-down" "Mark and move down" "" "range" [List];
    MarkUp "list.mark-up" "Mark and move up" "" "range" [List];
    Fill "list.fill" "Fill one field of the marked rows ..." "fill" "bulk set change many several rows at once same value" [List];
    CellsOpen "cells.open" "Edit the cells, one after the other, as in a spreadsheet" "cells" "grid excel table type column values spreadsheet mode excel typing" [List];
    CellTake "cells.down" "Take the cell and go down" "take, down" "enter" [Cells];
    CellNext "cells.right" "Take the cell and go right" "take, right" "tab" [Cells];
    CellPrev "cells.left" "Take the cell and go left" "" "shift-tab" [Cells];
    CellEdit "cells.edit" "Edit what the cell holds" "edit" "f2" [Cells];
    CellClear "cells.clear" "Empty the cell" "empty" "delete" [Cells];
    FillDown "cells.fill-down" "Fill down: the value above, or of the first marked row" "fill down" "copy from above repeat same as above" [Cells];
    CellLeave "cells.leave" "Leave the cells" "leave" "escape back to the list" [Cells];
    Again "record.again" "Set the same field to the same value here too" "repeat" "repeat last field again once more dot" [List Record];
    Like "record.like" "New like this one ..." "new like this" "copy row duplicate clone template same as similar one another" [List Record];
    CopyTable "copy.table" "Copy the rows as cells for a spreadsheet" "copy cells" "clipboard table csv excel" [List Heatmap];
    CopyText "copy.text" "Copy this as text" "copy" "clipboard markdown yank this as text" [List Record Card Recap Plan Walk Parts];
    SaveTable "save.table" "Save the table I see as a CSV file ..." "save CSV" "export file with this list csv download" [List Heatmap];
    // quick fields
    SetOwner "set.owner" "Set the owner ..." "owner" "responsible assign who should do it give hand over delegate somebody else person" [Roles Controls Findings Actions Risks Heatmap];
    SetDue "set.due" "Set the due date ..." "due" "date deadline postpone move extend later by when needs more time days" [Roles Findings Actions Requests Risks];
    SetUse "set.use" "Say whether the control is used: yes, no or open" "use" "applicable exclude soa exclude include control applies" [Controls];
    SetState "set.state" "Set the state ..." "state" "implementation progress status change mark in work done closed open" [Roles Controls Actions Requests Parts];
    StateNext "state.next" "Turn the state to the next word" "next state" "advance progress" [Roles];
    StateBack "state.back" "Turn the state to the word before" "state back" "return progress" [Roles];
    SetReason "set.reason" "Say why the control is used or left out" "reason" "justification" [Controls];
    WhereJudged "controls.judged" "Go to where this was judged" "where judged" "verdict interview" [Controls];
    // risks
    Picture "risks.picture" "Look at inherent, current, residual, target" "before or now" "view switch" [Heatmap];
    MoveRisk "risks.move" "Move the risk to another cell (asks why)" "move" "rate likelihood consequence" [Heatmap Risks];
    RateRisk "risks.rate" "Rate: likelihood, then consequence" "rate" "likelihood consequence score how bad severity impact" [Heatmap Risks];
    TreatRisk "risks.treat" "Choose the controls that treat the risk ..." "treat" "controls treatment mitigate" [Heatmap Risks];
    Catalogue "risks.catalogue" "Pick a risk from the catalogue ..." "catalogue" "library sample risks typical common ready made typical risks ideas" [Heatmap Risks Systems];
    OwnColumn "list.own-column" "Add an own column to this list ..." "own column" "custom field extra property attribute new field extra column" [List];
    Silence "checks.silence" "Silence this check for this record ..." "silence" "ignore mute accept exception false alarm does not count hide this warning" [List];
    Ready "list.ready" "Pick ready-made proposals ..." "proposals" "catalogue library template sample load examples suggestions" [List];
    Decide "decision.make" "Decide about it: accept, leave out, release ..." "decide" "approve accept exclusion release acceptance sign off decide approve this" [List Heatmap Record];
    AddAction "action.add" "Add an action for this" "action" "task treatment corrective corrective action for this" [Review Heatmap Risks Findings Controls Running Record];
    PlanGaps "plan.gaps" "Make plan items of these gaps" "plan gaps" "close gaps work plan items phase owner" [Controls Findings];
    // findings
    StepNext "findings.next-step" "Go to the next step" "next step" "advance move on forward" [Findings];
    StepFill "findings.fill" "Fill in what the step needs ..." "fill in" "correction cause next answer check" [Findings];
    StepBack "findings.step-back" "Go back a step" "step back" "" [Findings];
    Whys "findings.whys" "Ask five whys" "five whys" "cause root why root cause reason" [Findings];
    JudgePlan "findings.plan" "Accept or send back the plan ..." "judge plan" "accept plan send back corrective action plan auditee" [Findings];
    SetGrade "findings.grade" "Set the grade ..." "grade" "major minor how grave severity" [Findings];
    Arrived "requests.arrived" "It arrived: make it evidence" "arrived" "received tick" [Requests];
    ActionDone "actions.done" "Set it to done; of a recurring task it is a run of today" "done" "complete ran trained" [Actions Running];
    Measure "measure.add" "Add a reading ..." "new reading" "measure value run result metric" [Running];
    OpenFrom "record.raise" "Open an incident from it, or a finding from an incident" "raise" "breach incident finding open" [Running];
    Duties "systems.duties" "List the duties that follow from law or contract" "duties" "law obligations ai act legal supplier contract register" [Systems Walk];
    Assess "impact.begin" "Begin the next assessment of a system or a supplier" "assess" "impact assessment aia copy follow supplier review interview assess fundamental rights" [Systems];
    NextVersion "document.version" "Begin the next revision of this document" "next revision" "new revise update supersede differences" [Documents];
    ActWalk "systems.walk" "Walk through the questions: EU AI Act, impact assessment" "questions" "ai act walk questions marks classify class annex prohibited high risk impact assessment sections" [Systems];
    WalkGive "walk.give" "Give the answer and go on, or open the line" "answer" "enter take next open" [Walk];
    WalkTick "walk.tick" "Tick or untick this answer; say yes or no to a fact" "tick" "several answers fact holds" [Walk];
    WalkNot "walk.not" "None of these answers; no to a fact" "none, no" "not does not hold deny" [Walk];
    WalkWhy "walk.why" "Say why this is the answer ..." "why" "reason because" [Walk];
    WalkBack "walk.back" "Go back to the question before" "before" "previous answer again question" [Walk];
    WalkNext "walk.next" "Go on to the next question that was answered" "next" "forward look through review question" [Walk];
    PartWrite "part.write" "Fill this line, or go to the part" "write" "enter open edit" [Parts];
    PartBack "part.back" "Go back to the part before" "part before" "previous section" [Parts];
    PartNext "part.next" "Go to the next part" "next part" "section assessment impact" [Parts];
    PartNone "part.none" "Say that this part does not apply ..." "does not apply" "not applicable none skip section" [Parts];
    TakeControls "systems.controls" "Take over the controls that its class asks for" "controls by class" "bundle local controls missing short" [Systems];
    // rounds and plans
    MeetingAdd "meeting.add" "Plan the opening or the closing meeting ..." "meeting" "opening closing meeting attendance agenda kick off" [Round];
    InterviewAdd "interview.add" "Plan an interview ..." "plan interview" "schedule add book plan a talk arrange appointment with meet with" [Round Rounds];
    AskPerson "person.ask" "Show what to ask this person, and what they said before" "to ask" "person interviewee view past answers promises owed questions for" [People];
    CloseRound "round.close" "Look at what is left and close the round, or open a closed one again" "close round" "finish closing unjudged left finish wrap up the audit end reopen open again unlock" [Round Rounds Card];
    LateNote "round.late-note" "Add a late note to a closed round ..." "late note" "after closing addition keep draft" [Round Card];
    RoundCompare "round.compare" "Compare with another round, item by item ..." "compare rounds" "what got better worse changed since last audit difference between audits compare two audits with last year" [Round];
    TakeToSoa "round.take-over" "Take the answers over into the SoA ..." "soa from gap" "take over answers propose states evidence owners gap to soa" [Round];
    RoundWiden "round.widen" "Start the same round for more systems with its answers ..." "for more" "widen scope pilot more systems next wave keep answers" [Round];
    SecondOpinion "round.second" "Have this round judged a second time, blind ..." "second opinion" "independent second person judge again blind outside expert" [Round Rounds];
    AuditFrom "round.from" "Start an audit from this round's answers" "audit from this" "baseline copy gap" [Round Rounds];
    Propose "plan.propose" "Propose questions from the role" "propose" "questions role checklist" [Plan];
    QuestionAdd "plan.add" "Add a question ..." "add question" "" [Plan Card];
    QuestionPick "plan.pick" "Add the questions of a clause or control ..." "add from clause" "control checklist" [Plan];
    QuestionDrop "plan.drop" "Drop the question" "drop" "remove question" [Plan];
    QuestionUp "plan.up" "Move the question up" "move up" "reorder" [Plan];
    QuestionDown "plan.down" "Move the question down" "move down" "reorder" [Plan];
    QuestionKey "plan.key" "Mark as a key question" "key question" "important" [Plan];
    Hold "plan.hold" "Hold the interview" "hold" "start interview begin resume run carry out conduct the interview questions ask" [Plan Round];
    // the interview card
    Write "note.write" "Write the note" "write" "insert edit type" [Card];
    LeaveNote "note.leave" "Leave the note (the text is kept)" "keys" "escape" [Writing];
    NextQuestion "question.next" "Next question" "next" "forward" [Card Writing];
    PrevQuestion "question.prev" "Previous question" "back" "" [Card Writing];
    NextOpen "question.next-open" "Next question that is not judged" "next open" "unjudged unanswered unanswered next" [Card];
    PrevOpen "question.prev-open" "Previous question that is not judged" "" "unjudged" [Card];
    NextParked "question.next-parked" "Next parked question" "next parked" "" [Card];
    Jump "question.jump" "Go to question number ..." "jump" "go to number question" [Card Ticks];
    JumpBack "question.jump-back" "Back to the question I came from" "back again" "" [Card];
    FindQuestion "question.find" "Find a question by words" "find question" "search search question" [Card];
    Conforms "verdict.conforms" "Conforms / in place" "conforms" "verdict ok fine good fulfilled yes in order compliant" [Card];
    Improve "verdict.improve" "Opportunity for improvement / mostly in place" "OFI" "verdict improve observation" [Card];
    Minor "verdict.minor" "Minor nonconformity / partly in place" "minor" "verdict nc small problem deviation" [Card];
    Major "verdict.major" "Major nonconformity / not in place" "major" "verdict nc big serious problem severe" [Card];
    NotApplicable "verdict.not-applicable" "Not applicable (asks why)" "n/a" "verdict apply does not does not apply out of scope" [Card];
    ClearVerdict "verdict.clear" "Clear the verdict" "clear" "verdict open remove reset" [Card];
    Proof "verdict.proof" "Say what proves it: proven, told, assumed" "proof" "evidence told" [Card];
    Works "verdict.works" "Say whether it works" "works" "effective tested" [Card];
    ItemJudged "item.judged" "Say that the clause or control is judged, whatever is still to be asked about it" "item judged" "enough covered whole clause control done" [Card];
    TrailFollow "trail.follow" "Follow an AI system: its stations as questions ..." "follow a system" "trail stations inventory impact risks data change release monitoring incident end to end" [Card];
    Raise "finding.raise" "Raise a finding from this question" "finding" "nonconformity write up problem new finding report a problem" [Card Ticks];
    EvidenceSeen "evidence.seen" "Note evidence that I see" "evidence" "record document shown write down attach add proof seen shows me" [Card];
    EndInterview "interview.end" "End the interview: recap, agreed or not, requests, time" "end" "end interview finish close held agreed recap over" [Card];
    ClaimTie "claim.tie" "Hold this against what somebody else said ..." "others said" "same claim contradicts contradiction corroborated settled" [Card];
    TicksOpen "checks.open" "Tick the checks of this question: yes, no, not looked at" "checks" "tick look for criteria met" [Card];
    SampleOpen "sample.open" "Draw a sample, or show the one that was drawn" "sample" "sampling draw population seed random random sample draw" [Card];
    EvidenceAsk "evidence.ask" "Note evidence that is promised" "ask for it" "request promise document send me later" [Card];
    Park "question.park" "Park the question and go on" "park" "later skip come back ask postpone question person cannot answer does not know" [Card];
    ParkWhy "question.park-why" "Park with a reason or for another person" "park for" "why" [Card];
    ParkRest "question.park-rest" "Park all questions that are left" "park the rest" "no time" [Card];
    AboutSystem "answer.systems" "Say which AI systems this is about" "about system" "link" [Card];
    Guide "card.guide" "Show the guide: look for, see, follow up" "guide" "help question hint" [Card];
    LastTime "card.last-time" "Show what was said last time" "last time" "earlier previous round audit previous answer last year" [Card];
    Who "card.who" "Note who comes or leaves" "who" "attendees present joins is in the room people in the room participants" [Card];
    Clock "card.clock" "Pause or go on with the clock" "clock" "pause time" [Card];
    Recap "card.recap" "Read out the recap" "recap" "summary agreed read back what was said" [Card];
    Leave "card.leave" "Leave the interview, all saved" "leave" "quit back" [Card];
    Editor "note.editor" "Open the note in my editor" "editor" "vi external" [Card Writing Text];
    MoveLine "note.move-line" "Move this line to another question ..." "move line" "note wrong question" [Card];
    DiscardNote "note.discard" "Discard this note (undo brings it back)" "discard" "delete clear" [Card];
    Versions "note.versions" "Show earlier versions of this note" "versions" "history note" [Card];
    TextUndo "text.undo" "Undo typing" "undo typing" "" [Writing Input Text Drawer Cells];
    KeyCard "card.keys" "Show or hide the key card" "key card" "" [Card];
    // drawer
    DrawerKeep "drawer.keep" "Keep the finding and go back" "keep + back" "raise" [Drawer];
    DrawerNext "drawer.next" "Next field" "next field" "" [Drawer];
    DrawerPrev "drawer.prev" "Previous field" "" "" [Drawer];
    DrawerBack "drawer.back" "Go back, draft kept" "back, draft kept" "" [Drawer];
    // recap
    TickYes "checks.yes" "Yes; goes on to the next check" "yes" "tick met" [Ticks];
    TickNo "checks.no" "No; goes on to the next check" "no" "tick not met" [Ticks];
    TickOpen "checks.clear" "Not looked at; goes on to the next check" "not looked at" "clear tick" [Ticks];
    SampleOk "sample.as-asked" "As asked; goes on to the next item" "as asked" "sample result ok passes" [Sample];
    SampleFails "sample.exception" "An exception; goes on to the next item" "exception" "sample result fails not as asked" [Sample];
    SampleMissing "sample.not-found" "Not found; goes on to the next item" "not found" "sample result missing" [Sample];
    SampleClear "sample.clear" "Take the result of this item away" "clear" "sample result not looked at" [Sample];
    SampleNote "sample.note" "Note what this item showed" "note" "sample remark" [Sample];
    SampleReplace "sample.replace" "Replace this item, with the reason ..." "replace" "sample another cannot be looked at" [Sample];
    SampleMethod "sample.method" "Draw by another method ..." "method" "sample random systematic stratified risk-based judgement" [Sample];
    SampleSize "sample.size" "Draw another number ..." "size" "sample how many" [Sample];
    SampleSeed "sample.seed" "Draw with another seed ..." "seed" "sample random" [Sample];
    SampleList "sample.list" "Type or paste the list to draw from" "list" "sample population" [Sample];
    SampleDraw "sample.draw" "Draw from the list as it is now" "draw" "sample again anew" [Sample];
    SampleNew "sample.new" "Draw a further sample for this question" "new sample" "another" [Sample];
    // reviews, programmes, readiness
    ReviewTreat "review.treat" "Treated, or open again" "treated" "tick input discussed agenda" [Review];
    ReviewLeave "review.leave" "Not treated, with a reason ..." "not treated" "leave out skip input" [Review];
    ReviewNote "review.note" "Write what was said ..." "note" "minutes said discussion" [Review];
    ReviewDecided "review.decided" "Write what was decided ..." "decided" "decision outcome result" [Review];
    ReviewGuide "review.guide" "Show questions, numbers and notes of the input" "look" "questions behind numbers" [Review];
    ReviewSign "review.sign" "Sign the review; it then stays as it is" "sign" "lock close signature" [Review];
    ReviewNext "review.next" "Plan the next review from this one" "next review" "follow loop again" [Review Everywhere];
    ProgrammeMonth "programme.month" "Set the month of the audit ..." "month" "when date" [Programme];
    ProgrammeAuditor "programme.auditor" "Name the auditor ..." "auditor" "who lead" [Programme];
    ProgrammePlace "programme.place" "Place the area first or last by hand ..." "place" "overrule order priority" [Programme];
    ProgrammeRound "programme.round" "Name the round that carries it out ..." "round" "audit carried out" [Programme];
    ReadinessScope "readiness.scope" "Choose of what: the whole or one AI system ..." "of what" "scope system" [Readiness];
    ReadinessPlan "readiness.plan" "Make an action of each blocker" "make actions" "plan close blockers" [Readiness];
    Tick "recap.tick" "Tick" "tick" "agree check" [Recap];
    Correct "recap.correct" "Write the correction" "correct" "disputed" [Recap];
    SaveRecap "recap.save" "Write the recap to a file ..." "write to file" "save" [Recap];
    // one-line fields, texts and menus
    Accept "input.accept" "Take it" "take" "enter ok" [Input Menu Text Help Columns];
    Cancel "input.cancel" "Close this, nothing taken" "back" "escape" [Input Menu Help Columns];
    NextMatch "input.next" "Next match" "next" "" [Input];
    PrevMatch "input.prev" "Previous match" "previous" "" [Input];
    Toggle "menu.toggle" "Tick or untick the line" "tick" "choose" [Menu];
    Complete "input.complete" "Next part" "" "" [Input];
}

impl Command {
    pub fn info(self) -> &'static Info {
        &TABLE[self as usize]
    }
    pub fn id(self) -> &'static str {
        self.info().id
    }
    /// Whether it is about the screen or about typing keys alone: where nothing is drawn it has no word.
    pub fn draws(self) -> bool {
        use Command::*;
        matches!(self, Palette | Help | Suspend | Bars | KeyCard | PageDown | PageUp | Complete)
    }
    pub fn of(id: &str) -> Option<Command> {
        static BY_ID: LazyLock<HashMap<&str, Command>> =
            LazyLock::new(|| Command::ALL.iter().map(|command| (command.id(), *command)).collect());
        BY_ID.get(id).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_command_has_a_name_of_its_own_a_label_and_a_place() {
        let mut ids = HashSet::new();
        let mut labels = HashSet::new();
        for command in Command::ALL {
            let info = command.info();
            assert!(ids.insert(info.id), "{} twice", info.id);
            assert!(labels.insert(info.label), "{} twice", info.label);
            assert!(!info.contexts.is_empty() && !info.label.is_empty(), "{}", info.id);
            assert_eq!(Command::of(info.id), Some(*command));
        }
    }
}
