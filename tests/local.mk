# SPDX-License-Identifier: GPL-3.0-or-later
# End to end: prove tests/e2e (contrib/test does all of it). make check runs the unit tests of the layers' fragments.
EXTRA_DIST += tests/e2e/T10-commands.t
EXTRA_DIST += tests/e2e/lib.sh tests/e2e/T00-servers.t tests/e2e/T01-layers.t tests/e2e/T03-quickstart.t
EXTRA_DIST += tests/e2e/T40-sendmail.t

# Mail written for it, and what cmc is to say of each: tests/corpus/NAME.eml, NAME.json. The figures: tests/bench/understand.
TESTS += tests/corpus/corpus.t
dist_check_SCRIPTS += tests/corpus/corpus.t tests/bench/understand
EXTRA_DIST += tests/corpus
