# kontor. The two commands of a newcomer are `make demo` and `make test`; both install what is
# missing from Debian. MODE=debug|release|asan|tsan chooses a build; each has its own folder.

MODE    ?= release
WERROR  ?=
CC      ?= gcc
prefix  ?= /usr/local
OUT     := build/$(MODE)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wcast-qual -Wvla -Wformat=2 -Wundef -Wno-psabi
FLAGS_release := -O2 -g
FLAGS_debug   := -O0 -g
FLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
                 -fno-omit-frame-pointer
FLAGS_tsan    := -O1 -g -fsanitize=thread
# Inner loops, which compilers are to make vectors of.
KERNEL_release := -O3
# libarchive, and what else kontor/library.h is asked for, is loaded when first used.
PACKAGES := icu-uc icu-i18n libisal sqlite3 libxxhash
# Their headers, which are not held to our warnings.
LOADED   := pangocairo librsvg-2.0 xlsxwriter
CFLAGS  := -std=c17 -D_DEFAULT_SOURCE -Iinclude -ffp-contract=off -fno-strict-aliasing -pthread \
           $(FLAGS_$(MODE)) $(WARN) $(WERROR) $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null) \
           $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(LOADED) 2>/dev/null))
LDFLAGS := $(FLAGS_$(MODE)) -pthread
# ReadStat's package has no file for pkg-config.
LIBS    := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lreadstat -lm

SOURCES   := $(sort $(wildcard src/*/*.c))
MAIN      := src/cli/main.c
LIBRARY   := $(filter-out $(MAIN),$(SOURCES))
OBJECTS   := $(LIBRARY:%.c=$(OUT)/%.o) $(OUT)/embedded.o
RESOURCES := $(sort $(wildcard data/*.csv lang/*.txt web/*))
TESTS     := $(sort $(wildcard tests/*/test_*.c))
TEST_BINS := $(TESTS:%.c=$(OUT)/%)
TEST_SUPPORT := $(sort $(wildcard tests/*.c))
FUZZERS   := $(sort $(wildcard fuzz/fuzz_*.c))
FUZZ_BINS := $(FUZZERS:%.c=$(OUT)/%)
EXAMPLES  := $(sort $(wildcard examples/*.c))
EXAMPLE_BINS := $(EXAMPLES:%.c=$(OUT)/%)
# Requests that a test can make fail one by one (tests/fault.c).
WRAP := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=write,--wrap=fsync,--wrap=rename

.PHONY: all demo test test-browser check lint fuzz bench bench-gravity deps install uninstall clean
.DELETE_ON_ERROR:
.SECONDARY:

all: build/kontor

build/kontor: $(OUT)/kontor
	@ln -f $< $@ 2>/dev/null || cp -f $< $@

$(OUT)/kontor: $(OUT)/src/cli/main.o $(OUT)/libkontor.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(OUT)/libkontor.a: $(OBJECTS) $(OUT)/objects.list
	@rm -f $@
	@ar rcs $@ $(OBJECTS)

$(OUT)/src/%_kernel.o: CFLAGS += $(KERNEL_$(MODE))
$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

# The small tables and phrases travel inside the program. The lists of files are kept, so that one
# that comes or goes is noticed, whatever its date.
$(OUT)/resources.list: FORCE
	@mkdir -p $(@D)
	@echo '$(RESOURCES)' | cmp -s - $@ || echo '$(RESOURCES)' > $@
$(OUT)/objects.list: FORCE
	@mkdir -p $(@D)
	@echo '$(OBJECTS)' | cmp -s - $@ || echo '$(OBJECTS)' > $@
FORCE:

$(OUT)/embedded.S: $(RESOURCES) $(OUT)/resources.list scripts/embed.sh Makefile
	@mkdir -p $(@D)
	@sh scripts/embed.sh $(RESOURCES) > $@
$(OUT)/embedded.o: $(OUT)/embedded.S
	@$(CC) -c -o $@ $<

# ---- tests ------------------------------------------------------------------------------------

$(TEST_BINS): $(OUT)/tests/%: $(OUT)/tests/%.o $(TEST_SUPPORT:%.c=$(OUT)/%.o) $(OUT)/libkontor.a
	@$(CC) $(LDFLAGS) $(WRAP) -o $@ $^ $(LIBS) -lcmocka
$(OUT)/tests/%.o $(OUT)/fuzz/%.o $(OUT)/bench/%.o: CFLAGS += -Itests -Isrc

# Every fuzz target replays its seeds, whole and cut at every byte, without a fuzzer.
$(FUZZ_BINS): $(OUT)/fuzz/%: $(OUT)/fuzz/%.o $(OUT)/fuzz/replay.o $(OUT)/libkontor.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(EXAMPLE_BINS): $(OUT)/examples/%: $(OUT)/examples/%.o $(OUT)/libkontor.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

$(OUT)/bench/%: $(OUT)/bench/%.o $(OUT)/libkontor.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

# The tests of the build at hand.
check: $(OUT)/kontor $(TEST_BINS) $(FUZZ_BINS) $(EXAMPLE_BINS)
	@sh scripts/check.sh $(OUT)

# Everything, with warnings as errors: release, then with the sanitizers; one closing line.
test: deps
	@sh scripts/browser_deps.sh
	@sh scripts/test.sh

# The tests in a browser alone.
test-browser: all
	@sh scripts/browser_deps.sh
	@sh tests/browser/test_browser.sh $(CURDIR)/$(OUT)/kontor

lint: deps
	@sh scripts/lint.sh

fuzz: deps
	@sh scripts/fuzz.sh $(FUZZERS)

bench: all
	@sh bench/run.sh

bench-gravity: all
	@sh bench/gravity.sh

demo: deps
	@$(MAKE) --no-print-directory all
	@sh scripts/demo.sh

deps:
	@sh scripts/deps.sh

install: all
	install -d $(DESTDIR)$(prefix)/bin $(DESTDIR)$(prefix)/share/kontor/facts \
	    $(DESTDIR)$(prefix)/share/kontor/mappings
	install -m 755 build/kontor $(DESTDIR)$(prefix)/bin/kontor
	install -m 644 data/facts/*.csv $(DESTDIR)$(prefix)/share/kontor/facts/
	install -m 644 data/mappings/*.txt $(DESTDIR)$(prefix)/share/kontor/mappings/

uninstall:
	rm -f $(DESTDIR)$(prefix)/bin/kontor
	rm -rf $(DESTDIR)$(prefix)/share/kontor

clean:
	rm -rf build

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
