package io.roundtable.app.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.app.StopSignal;
import io.roundtable.app.UserError;
import io.roundtable.app.fake.FakeRoundtable;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.app.role.Role;
import io.roundtable.app.role.RoleStarter;
import io.roundtable.app.role.RunningRoles;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevStackTest {
    private static final Pattern EXPORT =
            Pattern.compile("(?m)^export URL=(\\S+) TOKEN=(\\S+) OPERATOR=\\S+ WS=(ws_\\S+)"
                    + " ALICE=(sb_\\S+) BOB=(sb_\\S+) ALICE_KEY=(rt_\\S+) BOB_KEY=(rt_\\S+)$");

    @TempDir
    private Path directory;

    private final List<String> events = new ArrayList<>();

    @Test
    void shouldPrintWhatToTryAndMeetTheSameAgain() throws Exception {
        // Given
        var options = new DevOptions(freePort(), freePort(), freePort(), directory.resolve("data"));

        try (var server = new FakeRoundtable(options.port())) {
            // When
            var first = run(options, server);
            server.workspaces().forgetKeys();
            var second = run(options, server);

            // Then
            var a = EXPORT.matcher(first);
            var b = EXPORT.matcher(second);
            assertThat(a.find()).as(first).isTrue();
            assertThat(b.find()).as(second).isTrue();
            assertThat(List.of(b.group(3), b.group(4), b.group(5), b.group(6), b.group(7)))
                    .as("workspace, sandboxes and their keys")
                    .containsExactly(a.group(3), a.group(4), a.group(5), a.group(6), a.group(7));
            assertThat(a.group(6)).isNotEqualTo(a.group(7));
            assertThat(server.workspaces().all()).hasSize(1);
            assertThat(first.lines().filter(line -> line.startsWith("curl "))).hasSize(3);
            assertThat(first).containsPattern("operator: operator@roundtable\\.example password: \\S{24}");
            assertThat(events).containsExactly("started", "stopped", "started", "stopped");
        }
        for (var file : List.of(DevAccounts.FILE, DevKeys.FILE)) {
            var mode = Files.getPosixFilePermissions(options.data().resolve(file));
            assertThat(PosixFilePermissions.toString(mode)).as(file).isEqualTo("rw-------");
        }
    }

    @Test
    void shouldMakeAnotherKeyWhereTheOneThatItKeptWasRevoked() throws Exception {
        // Given
        var options = new DevOptions(freePort(), freePort(), freePort(), directory.resolve("data"));
        try (var server = new FakeRoundtable(options.port())) {
            var first = EXPORT.matcher(run(options, server));
            assertThat(first.find()).isTrue();
            server.workspaces().revoke(first.group(6));

            // When
            var second = EXPORT.matcher(run(options, server));

            // Then
            assertThat(second.find()).isTrue();
            assertThat(second.group(6)).isNotEqualTo(first.group(6));
            assertThat(second.group(7)).isEqualTo(first.group(7));
        }
    }

    @Test
    void shouldNameTheOptionOfAPortThatIsTaken() throws IOException {
        // Given
        try (var taken = new ServerSocket(0)) {
            var options = new DevOptions(freePort(), taken.getLocalPort(), freePort(), directory.resolve("data"));

            // When
            var starting = assertThatThrownBy(() -> EmbeddedStack.start(options).close());

            // Then
            starting.isInstanceOf(UserError.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("--kafka-port");
            EmbeddedStack.start(new DevOptions(freePort(), freePort(), options.postgresPort(), options.data()))
                    .close();
        }
    }

    @Test
    void shouldLeaveTheRolesToOthersAndTellThemWhatTheyNeed() throws Exception {
        // Given
        var options = new DevOptions(freePort(), freePort(), freePort(), directory.resolve("data"));
        RoleStarter starter = (_, _) -> {
            throw new AssertionError("roles were started");
        };

        // When
        var said = run(options, starter, true);

        // Then
        assertThat(said)
                .contains("ROUNDTABLE_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + options.kafkaPort())
                .containsPattern("ROUNDTABLE_DATABASE_URL=jdbc:postgresql://\\S+:" + options.postgresPort() + "/");
    }

    private String run(DevOptions options, FakeRoundtable server) throws InterruptedException {
        RoleStarter starter = (settings, roles) -> {
            server.logins()
                    .user(
                            settings.identity().operatorEmail(),
                            settings.identity().operatorPassword());
            assertThat(settings.identity().accessTokenLife()).isEqualTo(Duration.ofHours(12));
            assertThat(roles).containsExactlyInAnyOrder(Role.values());
            events.add("started");
            return running(options.port());
        };
        return run(options, starter, false);
    }

    private String run(DevOptions options, RoleStarter starter, boolean stackOnly) throws InterruptedException {
        var screen = new RecordingTerminal(directory);
        try (var stop = StopSignal.listen(Duration.ofSeconds(60))) {
            var running = Thread.ofVirtual()
                    .start(() -> new DevStack(options, screen.terminal(), starter).run(stop, stackOnly));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> screen.err().contains("Ctrl-C stops") || !running.isAlive());
            stop.ask();
            running.join(Duration.ofSeconds(60));
        }
        return screen.out();
    }

    private RunningRoles running(int port) {
        return new RunningRoles() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                events.add("stopped");
            }
        };
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
