dnl SPDX-License-Identifier: GPL-3.0-or-later
dnl CMC_WARNINGS: sets WARN_CFLAGS and WARN_CXXFLAGS to what this compiler knows of the warnings that we keep clean.
AC_DEFUN([CMC_WARNINGS], [
WARN_CFLAGS="-Wall -Wextra"
for flag in -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wwrite-strings \
	    -Wformat=2 -Wundef -Wvla -Wimplicit-fallthrough -Wno-missing-field-initializers \
	    -Wno-unused-parameter; do
	save_CFLAGS="$CFLAGS"
	CFLAGS="$CFLAGS -Werror $flag"
	AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])], [WARN_CFLAGS="$WARN_CFLAGS $flag"])
	CFLAGS="$save_CFLAGS"
done
# clang calls a variable unused that is there for its cleanup (g_autoptr); gcc knows better and watches for both.
save_CFLAGS="$CFLAGS"
CFLAGS="$CFLAGS -Werror -Wunused-variable"
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([static void clear(int *place) { *place = 0; }],
		[__attribute__((cleanup(clear))) int kept = 1;])], [],
	[WARN_CFLAGS="$WARN_CFLAGS -Wno-unused-variable"])
CFLAGS="$save_CFLAGS"
WARN_CXXFLAGS="-Wall"
AS_IF([test "x$enable_werror" = xyes], [WARN_CFLAGS="$WARN_CFLAGS -Werror"])
AC_SUBST([WARN_CFLAGS])
AC_SUBST([WARN_CXXFLAGS])
])

dnl CMC_SANITIZE: --enable-sanitize puts ASan and UBSan into every object, --enable-fuzz libFuzzer's counters, too;
dnl --enable-sanitize=valgrind only leaves open what valgrind needs.
AC_DEFUN([CMC_SANITIZE], [
SAN_FLAGS=
AS_IF([test "x$enable_sanitize" = xyes], [SAN_FLAGS="-fsanitize=address,undefined"])
AS_IF([test "x$enable_fuzz" = xyes], [SAN_FLAGS="-fsanitize=fuzzer-no-link,address,undefined"])
AS_IF([test -n "$SAN_FLAGS"], [SAN_FLAGS="$SAN_FLAGS -fno-sanitize-recover=undefined -fno-omit-frame-pointer"])
AS_IF([test -n "$SAN_FLAGS" || test "x$enable_sanitize" = xvalgrind],
	[AC_DEFINE([CMC_SANITIZED], [1], [Built with sanitizers: address space limits do not apply])])
AC_SUBST([SAN_FLAGS])
])
