# Sourced by the scripts beside it: where the project is, and which JDK to use.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# True where $1 is the home of a JDK (not only a JRE) of version 25.
is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

# Sets and exports JAVA_HOME: as it is if it is a JDK 25, else the first one installed in the usual places.
use_jdk_25() {
  local home on_path
  on_path=$(command -v javac || true)
  [ -n "$on_path" ] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && is_jdk_25 "$home"; then
      export JAVA_HOME="$home"
      return
    fi
  done
  say "Scoria needs a JDK 25, and none was found."
  say "  JAVA_HOME is: ${JAVA_HOME:-not set}"
  say "  looked in: JAVA_HOME, the javac on PATH, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks, /Library/Java"
  die "Install one (Eclipse Temurin 25, or openjdk-25-jdk where your system has it) or set JAVA_HOME to it."
}

# Runs Maven in the project's root, with the JDK found.
maven() {
  command -v mvn >/dev/null || die "Scoria is built with Maven 3.8.7 or newer, and 'mvn' is not on the PATH. Install it (Debian: apt-get install maven)."
  # The first two flags silence what a JDK 25 says of the libraries inside Maven itself; the third keeps
  # the escape codes out that they print at the end, even with -q and outside of a terminal.
  (cd "$ROOT" && MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Djansi.noreset=true" mvn "$@")
}

JAR="$ROOT/runtime/target/scoria.jar"

# True where the jar $1 is missing or older than the sources of one of the modules that follow.
is_stale() {
  local jar=$1 module sources=("$ROOT/pom.xml")
  shift
  for module in "$@"; do
    sources+=("$ROOT/$module/pom.xml" "$ROOT/$module/src/main")
  done
  [ ! -f "$jar" ] || [ -n "$(find "${sources[@]}" -newer "$jar" -print -quit)" ]
}

# Builds the server where it is missing or older than its sources. Maven's own lines are the progress.
build_if_stale() {
  is_stale "$JAR" runtime || return 0
  say "Building Scoria with the JDK in $JAVA_HOME (the first time also downloads libraries, about 65 MB) ..."
  maven --no-transfer-progress --batch-mode -Dmaven.test.skip=true -Dspotless.check.skip=true \
    -pl runtime -am package >&2 || die "The build failed; its last lines say why."
  touch "$JAR" # Maven leaves a jar alone whose content would be the same
  say "Built $JAR"
}
