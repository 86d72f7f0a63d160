# Sourced by the scripts that build and run the image: which tool there is, and what it needs.
# shellcheck shell=bash

# Sets CONTAINER_TOOL, TOOL to its command with what it needs on this machine, and RUN_LIMITS to the options
# of `run` for one whose own limits cannot be raised.
find_container_tool() {
  local tool
  for tool in podman docker buildah; do
    if command -v "$tool" >/dev/null && { [ "$tool" != docker ] || docker info >/dev/null 2>&1; }; then
      CONTAINER_TOOL=$tool
      TOOL=("$tool")
      RUN_LIMITS=(--ulimit "nofile=8192:8192" --ulimit "nproc=4096:4096")
      # Without systemd, podman cannot ask it for control groups.
      if [ "$tool" = podman ] && [ ! -d /run/systemd/system ]; then
        TOOL+=(--cgroup-manager=cgroupfs --events-backend=file)
        command -v runc >/dev/null && TOOL+=(--runtime runc)
      fi
      return
    fi
  done
  die "There is no podman, docker or buildah that works here. Debian: apt-get install podman buildah runc"
}

# Prints why no container can be run here, and fails; nothing where one can. With CI=true it installs what is
# missing, as root on Debian.
why_no_containers() {
  local base
  if ! command -v podman >/dev/null && ! { command -v docker >/dev/null && docker info >/dev/null 2>&1; }; then
    if [ "${CI:-}" != true ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      echo "there is no podman and no docker"
      return 1
    fi
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends podman buildah runc debootstrap; } >/dev/null 2>&1; then
      echo "podman cannot be installed"
      return 1
    fi
  fi
  if ! base=$(find_container_tool && debian_base 2>/dev/null); then
    echo "there is no base image: debootstrap failed"
    return 1
  fi
  find_container_tool
  if ! "${TOOL[@]}" run --rm --network host "${RUN_LIMITS[@]}" --memory 512m --cpus 1 "$base" true >/dev/null 2>&1; then
    echo "$CONTAINER_TOOL cannot run a container of 1 processor and 512 MiB"
    return 1
  fi
}

# build_image DOCKERFILE CONTEXT TAG ARGS...: two builds of the same files give the same image.
build_image() {
  local file=$1 context=$2 tag=$3
  shift 3
  case "$CONTAINER_TOOL" in
    docker)
      SOURCE_DATE_EPOCH=0 docker build -q -f "$file" -t "$tag" "$@" "$context" >/dev/null ;;
    *)
      local buildah=("$CONTAINER_TOOL" build)
      # As root in a container of its own there may be no new namespaces; a chroot does as well.
      [ "$(id -u)" = 0 ] && buildah+=(--isolation chroot)
      "${buildah[@]}" --format docker --timestamp 0 --layers=false -f "$file" -t "$tag" "$@" "$context"
      settle_image "$tag" ;;
  esac
}

# Takes out of an image the random names of the container and of the image that it was made in, which podman
# and buildah write into its configuration; nothing else differs between two builds.
settle_image() {
  local tag=$1 work config id old
  work=$(mktemp -d)
  old=$("$CONTAINER_TOOL" inspect --type image --format "$(id_field)" "$tag")
  if [ "$CONTAINER_TOOL" = podman ]; then
    podman save -q --format docker-archive -o "$work.tar" "$tag"
  else
    buildah push -q "$tag" "docker-archive:$work.tar:$tag"
  fi
  tar -C "$work" -xf "$work.tar"
  config=$(basename "$(find "$work" -maxdepth 1 -name '*.json' ! -name manifest.json)")
  sed -E -i 's/"(Hostname|container|parent|Image)":"[^"]*"/"\1":""/g; s/"comment":"FROM [0-9a-f]+"/"comment":""/g' "$work/$config"
  id=$(sha256sum "$work/$config" | cut -d' ' -f1)
  if [ "$id.json" != "$config" ]; then
    mv "$work/$config" "$work/$id.json"
    sed -i "s/$config/$id.json/" "$work/manifest.json"
    tar -C "$work" -cf "$work.tar" manifest.json "$id.json" $(cd "$work" && find . -name '*.tar' -printf '%P ')
    if [ "$CONTAINER_TOOL" = podman ]; then
      podman load -q -i "$work.tar" >/dev/null
    else
      buildah pull -q "docker-archive:$work.tar" >/dev/null
    fi
    "$CONTAINER_TOOL" rmi -f "$old" >/dev/null
  fi
  rm -rf "$work" "$work.tar"
}

# What `inspect --format` calls the id of an image.
id_field() {
  [ "$CONTAINER_TOOL" = buildah ] && echo '{{.FromImageID}}' || echo '{{.Id}}'
}

# Makes a small Debian, unless that was done before; prints its name.
debian_base() {
  local name=localhost/scoria-base:bookworm work
  if [ "$CONTAINER_TOOL" = docker ]; then
    echo debian:bookworm-slim
    return
  fi
  if ! "$CONTAINER_TOOL" inspect --type image "$name" >/dev/null 2>&1; then
    command -v debootstrap >/dev/null || die "debootstrap is missing (Debian: apt-get install debootstrap); or give --base IMAGE, such as debian:bookworm-slim"
    [ "$(id -u)" = 0 ] || die "debootstrap needs root; or give --base IMAGE, such as debian:bookworm-slim"
    work=$(mktemp -d)
    say "Making a small Debian for the base (about two minutes, once) ..."
    debootstrap --variant=minbase --include=ca-certificates,libstdc++6,zlib1g \
      bookworm "$work/root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$work/log" 2>&1 || die "debootstrap failed: $(tail -n 3 "$work/log")"
    rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/* "$work"/root/var/log/* "$work"/root/var/cache/ldconfig/*
    tar -C "$work/root" --sort=name --mtime=@0 -c . | "$CONTAINER_TOOL" import - "$name" >/dev/null
    rm -rf "$work"
  fi
  echo "$name"
}

describe_image() {
  printf '%s\n  size    %s\n  digest  %s\n  id      %s\n' "$1" \
    "$("$CONTAINER_TOOL" images --format '{{.Size}}' "$1")" \
    "$("$CONTAINER_TOOL" images --digests --format '{{.Digest}}' "$1")" \
    "$("$CONTAINER_TOOL" inspect --type image --format "$(id_field)" "$1")"
}

# print_start_time IMAGE RUNS: start to first scored response, with the archive of classes and without.
print_start_time() {
  local key=a-key-for-the-trial-of-images options=(--network host --no-healthcheck "${RUN_LIMITS[@]}")
  options+=(-e SERVER_PORT=15104 -e SCORIA_HOST=127.0.0.1 -e "SCORIA_PRIMARY_KEY=$key")
  options+=(-v "$ROOT/models/iris:/var/azureml-app/azureml-models:ro")
  "${TOOL[@]}" run --rm "${options[@]}" "$1" --version >/dev/null 2>&1 || return 1
  say "  start to the first scored response of iris, median of $2, in turns:"
  "$JAVA_HOME/bin/java" "$ROOT/docker/StartTime.java" "$2" 15104 "$key" "$ROOT/models/iris/sample-request.json" \
    "${options[*]}" "$1" "${TOOL[@]}" >&2
}
