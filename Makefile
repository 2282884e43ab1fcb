# make demo    build tenon, bind the small library in fixtures/demo, run Rust against it
# make test    install what the tests need (apt), then run everything
# make build-clang   bin/tenon-clang, which reads headers too (libclang-15-dev, cgo)
# make prove   call random C++ from the Rust that tenon writes, on six ABIs (N=200 functions each, SEED=1)
# make bench   tenon and its peers on the same files, as a table
# make fuzz    every fuzz target for 30 s (FUZZTIME=)
.PHONY: all build build-clang demo test deps vet unit prove bench fuzz clean

export GOFLAGS := -mod=readonly
FUZZTIME ?= 30s
TESTTIME ?= 40m
N ?= 200
SEED ?= 1

all: build

build:
	CGO_ENABLED=0 go build -trimpath -o bin/tenon ./cmd/tenon

# The flags for everything with the build tag clang. The bindings call functions
# that libclang calls deprecated.
CLANG_ENV := CGO_ENABLED=1 CGO_CFLAGS="-O2 -w"

build-clang:
	@[ -e /usr/lib/llvm-15/lib/libclang.so ] || { echo "build-clang: libclang is not installed: apt-get install libclang-15-dev" >&2; exit 1; }
	$(CLANG_ENV) go build -trimpath -tags clang -o bin/tenon-clang ./cmd/tenon

demo: build
	./fixtures/demo/run.sh bin/tenon

deps:
	.ci/deps

test: deps vet unit

vet:
	go vet ./...
	@test -z "$$(gofmt -l abi cmd dwarf fixtures gen mangle verify)" || { echo "gofmt would change:"; gofmt -l abi cmd dwarf fixtures gen mangle verify; exit 1; }

unit: build
	go test -timeout $(TESTTIME) ./...
	$(CLANG_ENV) go test -timeout $(TESTTIME) -tags clang ./verify/header
	$(CLANG_ENV) go test -timeout $(TESTTIME) -tags clang -run TestHeaders ./cmd/tenon

prove: build deps
	go run ./fixtures/prove -n $(N) -seed $(SEED) -tenon bin/tenon

bench: build
	.ci/deps bench
	go run ./fixtures/bench -tenon bin/tenon -svg docs/performance.svg

fuzz:
	@set -e; for pkg in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
	    echo "fuzz: $$pkg $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$pkg; \
	  done; \
	done

clean:
	rm -rf bin .cache
