# make demo   builds Khabar and reads sample pages
# make test   every check: formatting, lints, tests, documentation, licences
.PHONY: demo test fmt clippy tests docs deny python bars bars-python bench

demo:
	@scripts/need cargo cc
	cargo build --release
	./target/release/khabar read examples/pages/basra-pumps.txt
	@echo
	@echo "Try it on your own pages:  ./target/release/khabar read FOLDER --format jsonl > records.jsonl"

test: fmt clippy tests docs deny python

fmt:
	@scripts/need cargo cc rustfmt clippy
	@scripts/stage fmt cargo fmt --all --check

clippy:
	@scripts/stage clippy cargo clippy --workspace --all-targets --locked -- -D warnings

tests:
	@# khabar-py is tested as a wheel, by Python.
	@scripts/stage tests cargo test --workspace --exclude khabar-py --locked --no-fail-fast

docs:
	@RUSTDOCFLAGS="-D warnings" scripts/stage docs cargo doc --workspace --no-deps --locked --quiet

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
