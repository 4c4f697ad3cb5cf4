//! What the shell keeps between commands: the open portfolio and the desktop around it.
//!
//! A command takes this and nothing else, so that tests can run the whole contract. Invariant: a portfolio that could not
//! be opened is never replaced by an empty one; the trouble is kept and shown.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use backcast_core::meetings::OnAgenda;
use backcast_core::tongue::Tongue;
use backcast_core::{ALL_TOPICS, Changed, Error, Portfolio, Topic, World};

use crate::attachments;
use crate::commands::portfolio::{Dropped, PortfolioState, Situation};
use crate::error::{ErrorCode, IpcError};
use crate::host::{Choose, Host};
use crate::preferences::Preferences;
use crate::reminders::{self, Words};

/// The portfolio the window shows, or why it shows none.
#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    Portfolio(Arc<Portfolio>),
    Trouble {
        path: PathBuf,
        error: IpcError,
    },
}

/// What the shell keeps between commands.
pub struct AppState {
    open: Mutex<Open>,
    damaged: AtomicBool,
    backup_trouble: Mutex<Option<IpcError>>,
    cancelled: Arc<AtomicBool>,
    reminder_words: Mutex<Words>,
    tongue: Arc<Mutex<Tongue>>,
    world: World,
    /// Where the application keeps its own files.
    pub(crate) data_dir: PathBuf,
    /// Where a first portfolio goes.
    pub(crate) default_portfolio: PathBuf,
    /// The desktop.
    pub(crate) host: Arc<dyn Host>,
}

impl AppState {
    /// Nothing is open yet.
    pub fn new(host: Arc<dyn Host>, world: World, data_dir: PathBuf, default_portfolio: PathBuf) -> Self {
        let tongue = Arc::new(Mutex::new(Tongue::English));
        let spoken = Arc::clone(&tongue);
        let world = world.speaking(move || *spoken.lock().unwrap_or_else(PoisonError::into_inner));
        Self {
            open: Mutex::new(Open::Nothing),
            damaged: AtomicBool::new(false),
            backup_trouble: Mutex::new(None),
            cancelled: Arc::new(AtomicBool::new(false)),
            reminder_words: Mutex::default(),
            tongue,
            world,
            data_dir,
            default_portfolio,
            host,
        }
    }

    /// The open portfolio.
    pub(crate) fn portfolio(&self) -> Result<Arc<Portfolio>, IpcError> {
        match &*self.lock() {
            Open::Portfolio(portfolio) => Ok(Arc::clone(portfolio)),
            Open::Nothing | Open::Trouble { .. } => Err(IpcError::no_portfolio()),
        }
    }

    /// The file that could not be opened, and why.
    pub(crate) fn trouble(&self) -> Option<(PathBuf, IpcError)> {
        match &*self.lock() {
            Open::Trouble { path, error } => Some((path.clone(), error.clone())),
            Open::Nothing | Open::Portfolio(_) => None,
        }
    }

    /// Answers a question.
    pub(crate) fn read<T>(&self, question: impl FnOnce(&Portfolio) -> backcast_core::Result<T>) -> Result<T, IpcError> {
        question(&*self.portfolio()?).map_err(|error| self.noticed(error))
    }

    /// Makes a change, then announces what it made stale.
    pub(crate) fn change<T>(
        &self,
        action: impl FnOnce(&Portfolio) -> backcast_core::Result<Changed<T>>,
    ) -> Result<T, IpcError> {
        let changed = action(&*self.portfolio()?).inspect_err(|error| {
            // Nobody knows what is stored, so everything shown is read again.
            if matches!(error, backcast_core::Error::Unconfirmed) {
                self.host.announce(ALL_TOPICS);
            }
        })?;
        self.host.announce(changed.topics);
        Ok(changed.value)
    }

    /// A failure on its way to the window: damage is kept in mind, so that what is safe to do is offered.
    fn noticed(&self, error: backcast_core::Error) -> IpcError {
        let error = IpcError::from(error);
        match error.code {
            ErrorCode::Corrupt => self.is_found_damaged(),
            ErrorCode::Vanished | ErrorCode::Replaced | ErrorCode::Overwritten => {
                self.host.announce(&[Topic::Portfolio]);
            }
            _ => {}
        }
        error
    }

    fn is_found_damaged(&self) {
        if !self.damaged.swap(true, Ordering::Relaxed) {
            self.host.announce(&[Topic::Portfolio]);
        }
    }

    /// The world the portfolio lives in.
    pub(crate) fn world(&self) -> &World {
        &self.world
    }

    /// Why the day's backup could not be made.
    pub(crate) fn backup_trouble(&self) -> Option<IpcError> {
        self.backup_trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps why the day's backup could not be made, or that it was.
    pub(crate) fn set_backup_trouble(&self, trouble: Option<IpcError>) {
        *self.backup_trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    /// Opens what `open` gives in place of what is open; trouble is kept, and returned.
    pub(crate) fn show(
        &self,
        path: &Path,
        open: impl FnOnce(&Path, World) -> backcast_core::Result<Portfolio>,
    ) -> Result<(), IpcError> {
        let opened = open(path, self.world.clone());
        let result = match opened {
            Ok(portfolio) => {
                self.damaged.store(false, Ordering::Relaxed);
                self.replace(Open::Portfolio(Arc::new(portfolio)));
                let mut preferences = self.host.preferences();
                preferences.opened(&path.display().to_string());
                self.host.keep_preferences(&preferences)
            }
            Err(error) => {
                let error = IpcError::from(error);
                self.replace(Open::Trouble { path: path.to_owned(), error: error.clone() });
                Err(error)
            }
        };
        self.host.announce(ALL_TOPICS);
        result
    }

    /// Closes the portfolio; one file holds everything then.
    pub(crate) fn close(&self) {
        self.replace(Open::Nothing);
        self.host.announce(ALL_TOPICS);
    }

    /// Opens a portfolio file.
    pub(crate) fn open(&self, path: &Path, read_only: bool) -> Result<(), IpcError> {
        self.show(path, if read_only { Portfolio::open_read_only } else { Portfolio::open })
    }

    /// Makes a portfolio, at the default place when none is named, and opens it. A default place that is taken is opened.
    pub(crate) fn create(&self, path: Option<PathBuf>) -> Result<(), IpcError> {
        let named = path.is_some();
        let path = path.unwrap_or_else(|| self.default_portfolio.clone());
        if !named && path.exists() {
            return self.open(&path, false);
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| IpcError::shell(&error))?;
        }
        self.show(&path, |path, world| Portfolio::create(path, &me(), world))
    }

    /// Opens the sample portfolio, making it when it is not there.
    pub(crate) fn open_sample(&self) -> Result<(), IpcError> {
        let path = self.data_dir.join("sample.backcast");
        if path.exists() {
            return self.open(&path, false);
        }
        std::fs::create_dir_all(&self.data_dir).map_err(|error| IpcError::shell(&error))?;
        self.show(&path, |path, world| Portfolio::create_sample(path, &me(), world))
    }

    /// What the window shows.
    pub(crate) fn situation(&self) -> Result<PortfolioState, IpcError> {
        let blank = PortfolioState {
            situation: Situation::Closed,
            path: None,
            name: None,
            read_only: false,
            sample: false,
            proposals: 0,
            trouble: None,
            damaged: self.is_damaged(),
            moved: None,
            clock_set_back: false,
            default_path: self.default_portfolio.display().to_string(),
        };
        let named = |path: &Path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            PortfolioState { path: Some(path.display().to_string()), name, ..blank.clone() }
        };
        if let Some((path, error)) = self.trouble() {
            return Ok(PortfolioState { situation: Situation::Trouble, trouble: Some(error), ..named(&path) });
        }
        let Ok(portfolio) = self.portfolio() else { return Ok(blank) };
        let moved = portfolio.refuse_if_moved().err().map(IpcError::from);
        // What cannot be counted any more is said to be damaged; the window stays, with what is safe to do.
        let seen = portfolio.is_sample().and_then(|sample| Ok((sample, portfolio.count_proposals()?)));
        let (sample, proposals) = match seen {
            Ok(seen) => seen,
            Err(_) if moved.is_some() => (false, 0),
            Err(error) => return Ok(self.in_trouble(portfolio.path(), error, named(portfolio.path()))),
        };
        Ok(PortfolioState {
            situation: Situation::Open,
            read_only: portfolio.is_read_only(),
            sample,
            proposals,
            clock_set_back: portfolio.clock_was_set_back().unwrap_or(false),
            moved,
            ..named(portfolio.path())
        })
    }

    /// Makes ballot kits in a folder beside the portfolio and shows it.
    pub(crate) fn hand_out_kits(&self, on: OnAgenda, people: &[String]) -> Result<String, IpcError> {
        let beside = self.portfolio()?.path().with_file_name(format!("{} ballot kits", on.meeting));
        let written = self.change(|portfolio| portfolio.hand_out_kits(on, people, &beside))?;
        if let Some(first) = written.first() {
            self.host.show_in_folder(first);
        }
        Ok(beside.display().to_string())
    }

    /// An open portfolio that cannot even be counted is closed and shown as trouble.
    fn in_trouble(&self, path: &Path, error: backcast_core::Error, shown: PortfolioState) -> PortfolioState {
        let error = IpcError::from(error);
        self.replace(Open::Trouble { path: path.to_owned(), error: error.clone() });
        PortfolioState { situation: Situation::Trouble, trouble: Some(error), ..shown }
    }

    /// Shows the file in the desktop's file manager.
    pub(crate) fn show_in_folder(&self) -> Result<(), IpcError> {
        let path = match self.trouble() {
            Some((path, _)) => path,
            None => self.portfolio()?.path().to_owned(),
        };
        self.host.show_in_folder(&path);
        Ok(())
    }

    /// Lays dropped files in a folder of their own, so that an import reads them like any other.
    pub(crate) fn receive_dropped(&self, files: &[Dropped]) -> Result<Vec<String>, IpcError> {
        self.forget_dropped()?;
        let folder = self.dropped_folder();
        std::fs::create_dir_all(&folder).map_err(|error| IpcError::shell(&error))?;
        let lay = |file: &Dropped| {
            let bytes = attachments::decoded(&file.base64)?;
            let name = Path::new(&file.name).file_name().unwrap_or(std::ffi::OsStr::new("file"));
            let path = folder.join(name);
            std::fs::write(&path, bytes).map_err(|error| IpcError::shell(&error))?;
            Ok(path.display().to_string())
        };
        files.iter().map(lay).collect()
    }

    /// Takes the laid-down files away again.
    pub(crate) fn forget_dropped(&self) -> Result<(), IpcError> {
        match std::fs::remove_dir_all(self.dropped_folder()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(IpcError::shell(&error)),
            _ => Ok(()),
        }
    }

    fn dropped_folder(&self) -> PathBuf {
        self.data_dir.join("dropped")
    }

    /// Remembers preferences and applies them to the window.
    pub(crate) fn apply_preferences(&self, preferences: Preferences) -> Result<(), IpcError> {
        let known = self.host.preferences();
        let preferences = Preferences {
            told: known.told,
            checked: known.checked,
            last_portfolio: known.last_portfolio,
            recent: known.recent,
            ..preferences.within_bounds()
        };
        self.host.set_zoom(preferences.zoom);
        self.host.set_theme(preferences.theme);
        self.host.keep_preferences(&preferences)
    }

    /// The date on the wall, ISO.
    pub(crate) fn today(&self) -> String {
        self.world.today().to_string()
    }

    /// The words reminders are told in; none until the page has handed them over.
    pub(crate) fn reminder_words(&self) -> Words {
        self.reminder_words.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the words reminders are told in, and tells what is due.
    pub(crate) fn remind_in(&self, words: Words) {
        *self.reminder_words.lock().unwrap_or_else(PoisonError::into_inner) = words;
        reminders::tell(self);
    }

    /// Speaks a language from now on: the core writes minutes, paper and beginnings of documents in it.
    pub(crate) fn speak(&self, tongue: Tongue) {
        let before = std::mem::replace(&mut *self.tongue.lock().unwrap_or_else(PoisonError::into_inner), tongue);
        if before != tongue {
            self.host.announce(&[Topic::Meetings, Topic::Documents]);
        }
    }

    /// A place to write to: the one that is given, or else one that the person is asked for.
    pub(crate) fn place(&self, given: Option<String>, what: Choose) -> Option<PathBuf> {
        given.map(PathBuf::from).or_else(|| self.host.choose(what).pop())
    }

    /// The desktop, for work that goes on elsewhere.
    pub(crate) fn host_handle(&self) -> Arc<dyn Host> {
        Arc::clone(&self.host)
    }

    fn replace(&self, next: Open) {
        let before = std::mem::replace(&mut *self.lock(), next);
        if let Open::Portfolio(portfolio) = before
            && let Err(error) = portfolio.close()
        {
            tracing::warn!("the portfolio was not closed cleanly: {error}");
        }
    }

    /// Looks at the file after an unclean end; a damaged one is said to be so.
    pub(crate) fn check_after_unclean_end(&self) {
        let Ok(portfolio) = self.portfolio() else { return };
        if !portfolio.ended_uncleanly() {
            return;
        }
        match portfolio.quick_check() {
            Ok(problems) if problems.is_empty() => {}
            Ok(problems) => {
                tracing::error!("the portfolio is damaged: {problems:?}");
                self.damaged.store(true, Ordering::Relaxed);
                self.host.announce(&[Topic::Portfolio]);
            }
            Err(error) => tracing::error!("the portfolio could not be checked: {error}"),
        }
    }

    /// Whether the check after an unclean end found damage.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// A flag that a long piece of work looks at; taken back when new work begins.
    pub(crate) fn begin_task(&self) -> Arc<AtomicBool> {
        self.cancelled.store(false, Ordering::Relaxed);
        Arc::clone(&self.cancelled)
    }

    /// Asks the long piece of work to stop after what it is at.
    pub(crate) fn cancel_task(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the person at the keyboard is called until they say otherwise.
fn me() -> String {
    let name = std::env::var("USER").or_else(|_| std::env::var("USERNAME"));
    name.ok().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "Me".to_owned())
}

/// Writes a text to a file that was asked for; returns its path.
pub(crate) fn written(to: &Path, text: &str) -> Result<String, IpcError> {
    std::fs::write(to, text).map(|()| to.display().to_string()).map_err(|error| Error::io(to, error).into())
}
