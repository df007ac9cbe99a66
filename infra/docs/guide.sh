# shellcheck shell=bash
# Sourced by check-consumers: what the guide for consumers says, done as a reader would. Wants root, work, kafka,
# postgres_port, jdk, published and node set, and "check".

# Kafka's own tools as scripts in $work/bin, for who has none.
kafka_tools() {
  local name main classpath version
  command -v kafka-console-consumer.sh && command -v kafka-consumer-groups.sh && return
  version=$(sed -n 's:.*<kafka.version>\(.*\)</kafka.version>.*:\1:p' "$root/pom.xml")
  mkdir "$work/kafka-tools"
  cat >"$work/kafka-tools/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.roundtable.examples</groupId><artifactId>kafka-tools</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>$version</version>
      <exclusions><exclusion><groupId>org.apache.kafka</groupId><artifactId>connect-runtime</artifactId></exclusion></exclusions>
    </dependency>
  </dependencies>
</project>
EOF
  mvn -B -q -f "$work/kafka-tools/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile="$work/kafka-tools/classpath" || return
  classpath=$(<"$work/kafka-tools/classpath")
  while read -r name main; do
    printf '#!/bin/sh\nexec "%s/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "%s" org.apache.kafka.tools.%s "$@"\n' \
      "$jdk" "$classpath" "$main" >"$work/bin/$name"
    chmod +x "$work/bin/$name"
  done <<EOF
kafka-console-consumer.sh consumer.ConsoleConsumer
kafka-consumer-groups.sh consumer.group.ConsumerGroupCommand
EOF
  echo "of Kafka $version, from their jars"
}

# contains TEXT COMMAND...: whether the command says it, however many blanks are in between.
contains() {
  local text=$1 said
  shift
  said=$("$@" 2>&1) || { echo "$said"; return 1; }
  echo "$said"
  [[ "$(squeezed <<<"$said")" == *"$text"* ]] && echo "says $text"
}

# guide_block MARK BLOCK: runs it as it stands, but for the places where each reader has others, and with the JDK of "dev".
guide_block() {
  local mark=$1 block=$2 what
  what="the guide's $(grep -oE 'count-messages.js|CountMessages|deploy|kafka-[a-z-]+\.sh' <<<"$block" | head -n 1)"
  blocks=$((blocks + 1))
  [[ "$block" != *node* || "$node" == yes ]] || { left_out "$what"; return; }
  block=${block//localhost:9092/$kafka}
  block=${block//localhost:5433/localhost:$postgres_port}
  block=${block//https:\/\/maven.example.org\/snapshots/$published}
  local run=(env PATH="$work/bin:$jdk/bin:$PATH" bash -euo pipefail -c "$block") where=$root
  [[ "$block" != *node* ]] || where=$work/examples/javascript # where its packages are installed
  case $mark in
    'run: contains '*) check "$what" contains "${mark#run: contains }" "${run[@]}" ;;
    'run until: '*) check "$what" "$root/infra/docs/run-until-told" "${mark#run until: }" "${run[@]}" ;;
    *) say "FAILED: $mark is not known here"; failed=1 ;;
  esac
}

# A project without parent, as another's is: in a local repository of its own, which takes from the usual one what is there,
# so that the only contract it can find is the published one.
build_apart() {
  cat >"$work/settings.xml" <<EOF
<settings>
  <profiles><profile>
    <id>fetched</id>
    <repositories><repository>
      <id>fetched</id><url>file://$HOME/.m2/repository</url><snapshots><enabled>false</enabled></snapshots>
    </repository></repositories>
    <pluginRepositories><pluginRepository>
      <id>fetched</id><url>file://$HOME/.m2/repository</url><snapshots><enabled>false</enabled></snapshots>
    </pluginRepository></pluginRepositories>
  </profile></profiles>
  <activeProfiles><activeProfile>fetched</activeProfile></activeProfiles>
</settings>
EOF
  JAVA_HOME=$jdk mvn -B -q -gs "$work/settings.xml" -Dmaven.repo.local="$work/m2" -Dsnapshots="$published" \
    compile dependency:build-classpath -Dmdep.outputFile=target/classpath || return
  local jars others
  jars=$(tr : '\n' <target/classpath | sed 's:.*/::')
  others=$(grep -vE '^(contract|kafka-clients|jackson-[a-z0-9-]+|jspecify|lz4-java|zstd-jni|snappy-java|slf4j-api)-[0-9]' <<<"$jars") &&
    { echo "the contract brings more than Kafka's client and Jackson:" "$others"; return 1; }
  echo "$(wc -l <<<"$jars") jars"
}

# fenced LANGUAGE FILE: its block of that language.
fenced() {
  sed -n '/^```'"$1"'$/,/^```$/{//!p}' "$2"
}

# squeezed: with single blanks, to be compared whatever the indentation.
squeezed() {
  tr -s '[:space:]' ' '
}

# stands_in TEXT FILE
stands_in() {
  local text
  text=$(squeezed <<<"$1")
  [[ "$(squeezed <"$2")" == *"${text% }"* ]] || { echo "$2 is not what the guide says"; return 1; }
  echo "it does"
}
