//! Benchmarks of Khabar, run by `cargo xtask bench` and `cargo xtask bars`: `layers` measures each layer on the sample
//! pages, `extraction` the page layer beside a peer on a public benchmark's pages, `names` the layer of names on news.
