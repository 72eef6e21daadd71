# make demo   builds Khabar and reads sample pages
# make test   every check: formatting, lints, tests, documentation, a browser, licences
.PHONY: demo test fmt clippy tests docs browser screenshots deny bars bench

BROWSER = crates/khabar-web/tests/browser

demo:
	@scripts/need cargo cc
	cargo build --release
	./target/release/khabar read examples/pages/basra-pumps.txt
	@echo
	@echo "Try it on your own pages:  ./target/release/khabar read FOLDER --format jsonl > records.jsonl"

test: fmt clippy tests docs browser deny

fmt:
	@scripts/need cargo cc rustfmt clippy
	@scripts/stage fmt cargo fmt --all --check

clippy:
	@scripts/stage clippy cargo clippy --workspace --all-targets --locked -- -D warnings

tests:
	@scripts/stage tests cargo test --workspace --locked --no-fail-fast

docs:
	@RUSTDOCFLAGS="-D warnings" scripts/stage docs cargo doc --workspace --no-deps --locked --quiet

# The reading room in a real browser. The whole workspace is named so that nothing is built a second time.
browser:
	@scripts/need cargo cc node chromium
	@scripts/stage browser sh -c 'cargo build --quiet --locked --workspace --bin khabar && cd $(BROWSER) && npm ci --silent && npm test --silent'

# The pictures of docs/reading-room.md, of pages of our own.
screenshots:
	@scripts/need cargo cc node chromium
	cargo build --locked --workspace --bin khabar
	cd $(BROWSER) && npm ci --silent && node screenshots.mjs

deny:
	@scripts/need cargo-deny
	@scripts/stage licences cargo deny --log-level error check bans licenses sources

# In full, against the shared folder of gold pages and corpora.
bars:
	cargo xtask bars

bench:
	cargo xtask bench
