# SPDX-License-Identifier: GPL-3.0-or-later
# Dovecot Sieve (Pigeonhole), as a sieve_before script. Needs sieve_plugins = sieve_extprograms and
# sieve_global_extensions = +vnd.dovecot.filter, and sieve-filter of this folder as "cmc" in sieve_filter_bin_dir.
# A filter that fails leaves the mail as it was.
require ["vnd.dovecot.filter"];
filter "cmc";
