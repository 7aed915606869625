//! Nothing but features: see .config/hakari.toml.
