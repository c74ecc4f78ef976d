//! Watches for what comes from outside: signals, and changes of the data file by others.
