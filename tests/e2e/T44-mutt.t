#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A whole round in mutt.
CLIENT=mutt
. "$(dirname "$0")/lib.sh"
. "$E2E_DIR/mutt.sh"
. "$E2E_DIR/mutt-round.sh"
