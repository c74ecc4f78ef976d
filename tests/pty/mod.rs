//! The real program in a terminal of its own: keys in, a screen out, signals, waiting for conditions.
//!
//! Nothing here sleeps for a time in which something ought to happen: every wait names its condition and has a
//! generous deadline, so a slow machine makes a test slow and not red.

use aims::keymap::{Code, Input, Key, script};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Pid, Signal, kill_process},
    termios::{Termios, tcgetattr},
};
use std::{
    fs::File,
    io::{Read, Write},
    num::NonZeroU16,
    os::{fd::BorrowedFd, unix::fs::PermissionsExt},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a condition may take on the slowest machine.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes that count as silence when none comes for so long.
const QUIET: Duration = Duration::from_millis(600);
/// Between two looks at what tells nobody when it changes.
const LOOK: Duration = Duration::from_millis(20);

/// Folders of a person, and a fresh copy of the demo in them.
pub struct Desk {
    root: TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("halden.aims");
        std::fs::write(&file, demo()).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        Desk { root }
    }
    pub fn file(&self) -> PathBuf {
        self.root.path().join("halden.aims")
    }
    pub fn root(&self) -> &Path {
        self.root.path()
    }
    /// The program on the file, 80x24, with the surroundings of a usual terminal.
    pub fn open(&self) -> Pty {
        self.open_with(&[], (80, 24))
    }
    /// The same with other variables and another size.
    pub fn open_with(&self, vars: &[(&str, &str)], size: (u16, u16)) -> Pty {
        let mut command = self.command(env!("CARGO_BIN_EXE_aims"));
        command.arg(self.file());
        vars.iter().for_each(|(name, value)| command.env(name, value));
        Pty::spawn(command, size)
    }
    /// Another program with these surroundings.
    pub fn command(&self, program: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.cwd(self.root());
        let folder = |name: &str| self.root().join(name);
        command.env("HOME", self.root());
        command.env("XDG_CONFIG_HOME", folder("config"));
        command.env("XDG_DATA_HOME", folder("data"));
        command.env("XDG_STATE_HOME", folder("state"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("USER", "ann");
        command.env("RUST_BACKTRACE", "0");
        command
    }
    /// Runs a command of the program beside whatever has the file open.
    pub fn shell(&self, args: &[&str]) {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(args);
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"] {
            command.env(name, self.root());
        }
        let told = command.output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stdout));
    }
    /// The one text that answers this SQL, as another program reads it from the file now.
    pub fn ask(&self, sql: &str) -> Option<String> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let file = rusqlite::Connection::open_with_flags(self.file(), flags).unwrap();
        file.busy_timeout(PATIENCE).unwrap();
        file.query_row(sql, [], |row| row.get(0)).ok()
    }
    /// Waits until the file answers this SQL with a text that is as wanted.
    pub fn wait_in_file(&self, sql: &str, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        eventually(what, || self.ask(sql).filter(|text| wanted(text)))
    }
    /// The newest text that is being typed, as it is in the file.
    pub fn wait_draft(&self, words: &str) -> String {
        self.wait_in_file("SELECT text FROM draft ORDER BY at DESC LIMIT 1", words, |t| t.contains(words))
    }
}

/// The bytes of a demo of today: made once, by the program itself.
fn demo() -> &'static [u8] {
    static DEMO: OnceLock<Vec<u8>> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("demo.aims");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(["demo", "--print", "--path"]).arg(&file);
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"] {
            command.env(name, folder.path());
        }
        let told = command.output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        std::fs::read(file).unwrap()
    })
}

/// Looks until something is there.
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for: {what}");
        std::thread::sleep(LOOK);
    }
}

/// The program in its terminal.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    /// `None` once the link is down.
    master: Option<(Box<dyn MasterPty + Send>, File)>,
    before: Termios,
    seen: Arc<Seen>,
    reader: Option<JoinHandle<()>>,
}

/// What came from the program.
struct Seen {
    state: Mutex<State>,
    news: Condvar,
    stop: AtomicBool,
}

struct State {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    last: Instant,
    /// The other side is closed.
    ended: bool,
}

impl Seen {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, mut from: File) {
        let mut buffer = [0; 4096];
        while !self.stop.load(Ordering::Acquire) {
            let soon = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
            if poll(&mut [PollFd::new(&from, PollFlags::IN)], Some(&soon)) == Ok(0) {
                continue;
            }
            let count = from.read(&mut buffer).unwrap_or(0);
            let mut state = self.lock();
            state.bytes.extend_from_slice(&buffer[..count]);
            state.parser.process(&buffer[..count]);
            state.last = Instant::now();
            state.ended = count == 0;
            self.news.notify_all();
            if count == 0 {
                return;
            }
        }
    }
}

impl Pty {
    pub fn spawn(command: CommandBuilder, (columns, rows): (u16, u16)) -> Pty {
        let pair = native_pty_system().openpty(pty_size(columns, rows)).unwrap();
        let number = pair.master.as_raw_fd().unwrap();
        // SAFETY: the descriptor belongs to `pair.master`, which lives until the end of this function and beyond.
        let end = unsafe { BorrowedFd::borrow_raw(number) };
        let (ours, theirs) = (end.try_clone_to_owned().unwrap(), end.try_clone_to_owned().unwrap());
        let before = tcgetattr(&ours).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let state = State { parser, bytes: Vec::new(), last: Instant::now(), ended: false };
        let seen = Arc::new(Seen { state: Mutex::new(state), news: Condvar::new(), stop: AtomicBool::new(false) });
        let to = seen.clone();
        let reader = std::thread::spawn(move || to.read(File::from(theirs)));
        Pty { child, master: Some((pair.master, File::from(ours))), before, seen, reader: Some(reader) }
    }

    /// Types a script such as `gr<Enter>two words<Esc>`, as the bytes that a terminal sends.
    pub fn keys(&mut self, keys: &str) {
        let bytes: Vec<u8> = script(keys).unwrap().into_iter().flat_map(sent).collect();
        self.send(&bytes);
    }
    pub fn send(&mut self, bytes: &[u8]) {
        self.master.as_mut().unwrap().1.write_all(bytes).unwrap();
    }

    /// The screen as text, one line a row.
    pub fn screen(&self) -> String {
        text(self.seen.lock().parser.screen())
    }
    /// Everything that was sent to the terminal so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().bytes.clone()
    }

    /// Waits until the screen holds a text; returns the screen.
    pub fn wait_for(&self, wanted: &str) -> String {
        self.wait_until(wanted, |screen| screen.contains(wanted))
    }
    /// The same for words that may stand on two lines.
    pub fn wait_words(&self, wanted: &str) -> String {
        self.wait_until(wanted, |screen| words(screen).contains(wanted))
    }
    /// Waits until the screen is as wanted; `what` says so in words.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        self.wait(what, |state| Some(text(state.parser.screen())).filter(|t| wanted(t)))
    }
    /// Waits until the modes of the terminal are these.
    pub fn wait_modes(&self, wanted: Modes) {
        self.wait(&format!("{wanted:?}"), |state| {
            let screen = state.parser.screen();
            let paste = screen.bracketed_paste() == wanted.paste;
            (screen.alternate_screen() == wanted.alternate && screen.hide_cursor() == wanted.cursor_hidden && paste)
                .then_some(())
        });
    }
    /// Waits until the terminal is as the program found it: modes, and how the line discipline is set.
    pub fn wait_given_back(&self) {
        self.wait_modes(Modes { alternate: false, cursor_hidden: false, paste: false });
        eventually("the line discipline as before", || self.is_as_before().then_some(()));
    }
    /// Waits until nothing has come for a while; returns how many bytes came in all.
    pub fn wait_quiet(&self) -> usize {
        eventually("silence", || {
            let state = self.seen.lock();
            (state.last.elapsed() > QUIET).then_some(state.bytes.len())
        })
    }

    fn wait<T>(&self, what: &str, look: impl Fn(&State) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        let mut state = self.seen.lock();
        loop {
            if let Some(found) = look(&state) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            let screen = text(state.parser.screen());
            assert!(!left.is_zero() && !state.ended, "waited in vain for: {what}\n{screen}");
            state = self.seen.news.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Whether the line discipline is set as the program found it.
    pub fn is_as_before(&self) -> bool {
        let now = tcgetattr(&self.master.as_ref().unwrap().1).unwrap();
        settings(&now) == settings(&self.before)
    }

    /// Another size, and the signal that the kernel sends for it.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.seen.lock().parser.screen_mut().set_size(cells(rows), cells(columns));
        self.master.as_ref().unwrap().0.resize(pty_size(columns, rows)).unwrap();
    }

    /// The terminal is still there and takes nothing more once it is full.
    pub fn stop_reading(&mut self) {
        self.seen.stop.store(true, Ordering::Release);
        if let Some(reader) = self.reader.take() {
            // It may have ended already, by a fault that the test is about to tell.
            let _ = reader.join();
        }
    }
    /// The terminal is gone, as when a link drops.
    pub fn hang_up(&mut self) {
        self.stop_reading();
        self.master = None;
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }
    pub fn signal(&self, signal: Signal) {
        signal_to(self.pid(), signal);
    }
    /// Ends it without any warning.
    pub fn kill(mut self) {
        self.signal(Signal::KILL);
        self.wait_exit();
    }
    /// Waits until the process is gone.
    pub fn wait_exit(&mut self) -> ExitStatus {
        eventually("the end of the program", || self.child.try_wait().unwrap())
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.stop_reading();
    }
}

/// What a program may have changed about a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modes {
    pub alternate: bool,
    pub cursor_hidden: bool,
    pub paste: bool,
}

pub fn signal_to(pid: u32, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(pid).unwrap()).unwrap(), signal).unwrap();
}

/// The letter of a process's state, such as `T` for stopped.
pub fn state_of(pid: u32) -> Option<char> {
    let out = std::process::Command::new("ps").args(["-o", "stat=", "-p", &pid.to_string()]).output().unwrap();
    String::from_utf8(out.stdout).unwrap().trim().chars().next()
}

fn settings(termios: &Termios) -> impl PartialEq + std::fmt::Debug + use<> {
    (termios.input_modes, termios.output_modes, termios.control_modes, termios.local_modes)
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}
fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

/// A text as words with single blanks between, however its lines were broken.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text(screen: &vt100::Screen) -> String {
    let width = screen.size().1.get();
    screen.rows(0, width).map(|row| row.trim_end().to_string() + "\n").collect()
}

/// What a terminal sends for a key or a paste.
fn sent(input: Input) -> Vec<u8> {
    match input {
        Input::Key(key) => pressed(key),
        Input::Paste(text) => format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")).into_bytes(),
    }
}

fn pressed(key: Key) -> Vec<u8> {
    let text = match key.code {
        Code::Char(' ') if key.ctrl => "\0".into(),
        Code::Char(c) if key.ctrl => char::from(c.to_ascii_uppercase() as u8 & 0x1f).to_string(),
        Code::Char(c) => c.to_string(),
        Code::Enter => "\r".into(),
        Code::Esc => "\x1b".into(),
        Code::Tab => "\t".into(),
        Code::BackTab => "\x1b[Z".into(),
        Code::Backspace => "\x7f".into(),
        Code::Delete => "\x1b[3~".into(),
        Code::Insert => "\x1b[2~".into(),
        Code::Up => "\x1b[A".into(),
        Code::Down => "\x1b[B".into(),
        Code::Right => "\x1b[C".into(),
        Code::Left => "\x1b[D".into(),
        Code::Home => "\x1b[H".into(),
        Code::End => "\x1b[F".into(),
        Code::PageUp => "\x1b[5~".into(),
        Code::PageDown => "\x1b[6~".into(),
        Code::F(n) => function_key(n),
    };
    if key.alt { [b"\x1b", text.as_bytes()].concat() } else { text.into_bytes() }
}

fn function_key(n: u8) -> String {
    match n {
        1..=4 => format!("\x1bO{}", char::from(b'P' + n - 1)),
        5 => "\x1b[15~".into(),
        6..=10 => format!("\x1b[{}~", 11 + n),
        _ => format!("\x1b[{}~", 12 + n),
    }
}
