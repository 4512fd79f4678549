# SPDX-License-Identifier: GPL-3.0-or-later
templatesdedir = $(pkgdatadir)/templates/de
templatesendir = $(pkgdatadir)/templates/en
dist_templatesde_DATA = contrib/templates/de/follow-up.txt contrib/templates/de/two-dates.txt
dist_templatesen_DATA = contrib/templates/en/follow-up.txt contrib/templates/en/two-dates.txt

# The unit, with the place of the program in it.
systemduserunitdir = $(prefix)/lib/systemd/user
nodist_systemduserunit_DATA = contrib/systemd/cmc-watch.service
EXTRA_DIST += contrib/systemd/cmc-watch.service.in
CLEANFILES += contrib/systemd/cmc-watch.service
contrib/systemd/cmc-watch.service: contrib/systemd/cmc-watch.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) contrib/systemd && \
		sed 's,[@]bindir[@],$(bindir),' $(srcdir)/contrib/systemd/cmc-watch.service.in >$@

# Everything that completes asks cmc itself: contrib/completion/ holds one file for each shell.
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
dist_zshcompletion_DATA = contrib/completion/_cmc
dist_fishcompletion_DATA = contrib/completion/cmc.fish
EXTRA_DIST += contrib/completion/cmc.bash
install-data-local: install-bash-completion
install-bash-completion:
	$(MKDIR_P) $(DESTDIR)$(bashcompletiondir)
	$(INSTALL_DATA) $(srcdir)/contrib/completion/cmc.bash $(DESTDIR)$(bashcompletiondir)/cmc
uninstall-local: uninstall-bash-completion
uninstall-bash-completion:
	rm -f $(DESTDIR)$(bashcompletiondir)/cmc
.PHONY: install-bash-completion uninstall-bash-completion


holidaysdir = $(pkgdatadir)/holidays
dist_holidays_DATA = contrib/holidays/AT.txt contrib/holidays/DE.txt
EXTRA_DIST += contrib/deps contrib/quickstart contrib/servers.sh contrib/test
# cmc filter in procmail, maildrop, fdm and Dovecot Sieve
deliverydir = $(pkgdatadir)/delivery
dist_delivery_DATA = contrib/delivery/procmailrc contrib/delivery/mailfilter contrib/delivery/fdm.conf \
	contrib/delivery/cmc.sieve contrib/delivery/cmc-sent.sieve
dist_delivery_SCRIPTS = contrib/delivery/sieve-filter contrib/delivery/sieve-execute
