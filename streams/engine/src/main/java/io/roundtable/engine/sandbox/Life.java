package io.roundtable.engine.sandbox;

import io.roundtable.contract.sandbox.SandboxStatus;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a sandbox is in its life. The moves that a state has are the only legal ones: what isn't here can't be
 * written, let alone happen.
 */
sealed interface Life {

    SandboxStatus status();

    record Provisioning() implements Startable, Haltable, Failable {
        @Override
        public SandboxStatus status() {
            return SandboxStatus.PROVISIONING;
        }
    }

    record Starting() implements Bootable, Stoppable, Failable {
        @Override
        public SandboxStatus status() {
            return SandboxStatus.STARTING;
        }
    }

    record Running() implements Stoppable, Failable {
        @Override
        public SandboxStatus status() {
            return SandboxStatus.RUNNING;
        }
    }

    record Stopping() implements Haltable, Failable {
        @Override
        public SandboxStatus status() {
            return SandboxStatus.STOPPING;
        }
    }

    record Stopped() implements Startable {
        @Override
        public SandboxStatus status() {
            return SandboxStatus.STOPPED;
        }
    }

    record Failed() implements Startable, Haltable {
        @Override
        public SandboxStatus status() {
            return SandboxStatus.ERROR;
        }
    }

    /** May begin to start. */
    sealed interface Startable extends Life {
        default Starting start() {
            return new Starting();
        }
    }

    /** May be found running. */
    sealed interface Bootable extends Life {
        default Running run() {
            return new Running();
        }
    }

    /** May begin to stop. */
    sealed interface Stoppable extends Life {
        default Stopping stop() {
            return new Stopping();
        }
    }

    /** May be found stopped. */
    sealed interface Haltable extends Life {
        default Stopped halt() {
            return new Stopped();
        }
    }

    /** May fail. */
    sealed interface Failable extends Life {
        default Failed fail() {
            return new Failed();
        }
    }

    static Life of(SandboxStatus status) {
        return switch (status) {
            case PROVISIONING -> new Provisioning();
            case STARTING -> new Starting();
            case RUNNING -> new Running();
            case STOPPING -> new Stopping();
            case STOPPED -> new Stopped();
            case ERROR -> new Failed();
        };
    }

    /** The state after a move, or null where there is no such move; nothing leads back to provisioning. */
    default @Nullable Life to(SandboxStatus next) {
        return switch (next) {
            case PROVISIONING -> null;
            case STARTING -> this instanceof Startable life ? life.start() : null;
            case RUNNING -> this instanceof Bootable life ? life.run() : null;
            case STOPPING -> this instanceof Stoppable life ? life.stop() : null;
            case STOPPED -> this instanceof Haltable life ? life.halt() : null;
            case ERROR -> this instanceof Failable life ? life.fail() : null;
        };
    }

    default List<SandboxStatus> legal() {
        return Arrays.stream(SandboxStatus.values())
                .filter(next -> to(next) != null)
                .toList();
    }
}
