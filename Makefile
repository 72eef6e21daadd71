# make demo   builds Khabar, reads sample pages, makes a register of them
# make test   every check: formatting, lints, tests, documentation, a browser, licences, Python
.PHONY: demo test fmt clippy tests docs browser screenshots deny python bars bars-python bench

BROWSER = crates/khabar-web/tests/browser

demo:
	@scripts/need cargo cc
	cargo build --release
	./target/release/khabar read examples/pages/basra-pumps.txt
	@echo
	./target/release/khabar ingest examples/pages examples/newsroom --register target/demo
	./target/release/khabar stories --register target/demo
	./target/release/khabar commitments --register target/demo --limit 5
	@echo
	@echo "Read them in a browser:    ./target/release/khabar serve --register target/demo"
	@echo "Try it on your own pages:  ./target/release/khabar ingest FOLDER"

test: fmt clippy tests docs browser deny python

fmt:
	@scripts/need cargo cc rustfmt clippy
	@scripts/stage fmt cargo fmt --all --check

clippy:
	@scripts/stage clippy cargo clippy --workspace --all-targets --locked -- -D warnings

tests:
	@scripts/need pdftotext
	@# khabar-py is tested as a wheel, by Python.
	@scripts/stage tests cargo test --workspace --exclude khabar-py --locked --no-fail-fast

docs:
	@RUSTDOCFLAGS="-D warnings" scripts/stage docs cargo doc --workspace --no-deps --locked --quiet

# The reading room in a real browser. The whole workspace is named so that nothing is built a second time.
browser:
	@scripts/need cargo cc node chromium
	@scripts/stage browser sh -c 'cargo build --quiet --locked --workspace --exclude khabar-py --bin khabar && cd $(BROWSER) && npm ci --silent && npm test --silent'

# The pictures of docs/reading-room.md, of pages of our own.
screenshots:
	@scripts/need cargo cc node chromium
	cargo build --locked --workspace --exclude khabar-py --bin khabar
	cd $(BROWSER) && npm ci --silent && node screenshots.mjs

deny:
	@scripts/need cargo-deny
	@scripts/stage licences cargo deny --log-level error check bans licenses sources

# The wheel in an environment of its own: pytest, a Spark cluster of this machine, Sail.
python:
	@scripts/stage python scripts/test_python

# In full, against the shared folder of gold pages and corpora.
bars:
	cargo xtask bars

# Of the Python package; wants what «make python» leaves.
bars-python:
	cargo build --release -p khabar-cli
	cargo build --release -p khabar-arrow --example throughput
	target/python/bin/python scripts/bench_python.py

bench:
	cargo xtask bench
