#!/usr/bin/env python3
"""Tokens a second of python-crfsuite (the C++ CRFsuite) as a names tagger, features included, on one core.

    peer_crfsuite.py CONLL

Learns word, affix and context features from a part of CONLL (`word<TAB>label`, blank lines between sentences), tags the
last tenth, prints one number. How well it tags is not measured here.
"""
import sys
import tempfile
import time

import pycrfsuite


def sentences(path):
    out = [[]]
    for line in open(path, encoding="utf-8"):
        parts = line.split()
        if len(parts) == 2:
            out[-1].append(parts)
        elif out[-1]:
            out.append([])
    return [s for s in out if s]


def features(words):
    rows = []
    for i, word in enumerate(words):
        row = ["w=" + word]
        row += [f"p{n}={word[:n]}" for n in (1, 2, 3)] + [f"s{n}={word[-n:]}" for n in (1, 2, 3)]
        for k in (-2, -1, 1, 2):
            if 0 <= i + k < len(words):
                row.append(f"{k}={words[i + k]}")
        if i > 0:
            row.append("b=" + words[i - 1] + "|" + word)
        rows.append(row)
    return rows


def main():
    news = sentences(sys.argv[1])
    cut = len(news) * 9 // 10
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"max_iterations": 20, "feature.minfreq": 2})
    for sentence in news[:1500]:
        trainer.append(features([w for w, _ in sentence]), [l for _, l in sentence])
    with tempfile.NamedTemporaryFile() as model:
        trainer.train(model.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(model.name)
        test = [[w for w, _ in s] for s in news[cut:]]
        start = time.process_time()
        for words in test:
            tagger.tag(features(words))
        print(round(sum(map(len, test)) / (time.process_time() - start)))


if __name__ == "__main__":
    main()
