package io.roundtable.app.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What the commands of a guide allow, to the letter: those of {@code kafka-acls.sh}, and of what stands for it there. */
final class RightsOfGuide {

    private static final String TOOL = "kafka-acls.sh ";
    private static final String SHORT = "allow ";

    private final List<AclOperation> operations = new ArrayList<>();
    private PatternType pattern = PatternType.LITERAL;
    private String principal = "";
    private ResourceType type = ResourceType.UNKNOWN;
    private String name = "";

    private RightsOfGuide() {}

    /** @param guide by its name among the guides */
    static List<AclBinding> in(String guide) {
        try {
            return Files.readString(guides().resolve(guide))
                    .replaceAll("\\\\\n\\s*", "")
                    .lines()
                    .flatMap(RightsOfGuide::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path guides() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(directory -> directory.resolve("infra/docs/guides"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<AclBinding> of(String line) {
        boolean isShort = line.startsWith(SHORT);
        if (!isShort && !(line.startsWith(TOOL) && line.contains(" --add "))) {
            return Stream.empty();
        }
        var rights = new RightsOfGuide();
        var words = new ArrayList<>(List.of(line.split(" +", -1)));
        words.removeFirst();
        if (isShort) {
            rights.principal = "User:" + words.removeFirst();
        }
        while (!words.isEmpty()) {
            rights.take(words.removeFirst(), words);
        }
        return rights.bindings();
    }

    private void take(String option, List<String> words) {
        switch (option) {
            case "--add" -> {}
            case "--bootstrap-server", "--command-config" -> words.removeFirst();
            case "--allow-principal" -> principal = words.removeFirst();
            case "--operation" -> operations.add(operation(words.removeFirst()));
            case "--resource-pattern-type" ->
                pattern = PatternType.valueOf(words.removeFirst().toUpperCase(Locale.ROOT));
            case "--topic" -> of(ResourceType.TOPIC, words.removeFirst());
            case "--group" -> of(ResourceType.GROUP, words.removeFirst());
            case "--transactional-id" -> of(ResourceType.TRANSACTIONAL_ID, words.removeFirst());
            default -> throw new IllegalArgumentException("an option that this doesn't know: " + option);
        }
    }

    private static AclOperation operation(String word) {
        return AclOperation.valueOf(word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    private void of(ResourceType what, String called) {
        type = what;
        name = called;
    }

    private Stream<AclBinding> bindings() {
        return operations.stream()
                .map(operation -> new AclBinding(
                        new ResourcePattern(type, name, pattern),
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
    }
}
