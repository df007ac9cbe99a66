package io.roundtable.app.dev;

import io.roundtable.app.UserError;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;

/** Looks whether a port is free before anything is started. */
final class DevPorts {
    private DevPorts() {}

    /** @throws UserError where something else listens on it */
    static void requireFree(int port, String option) {
        try (var _ = new ServerSocket(port)) {
            return;
        } catch (BindException e) {
            throw new UserError(taken(port, option), e);
        } catch (IOException e) {
            throw new UserError("port %d can't be opened: %s".formatted(port, e.getMessage()), e);
        }
    }

    static String taken(int port, String option) {
        return "port %d is taken by another process; stop that, or choose another port with %s".formatted(port, option);
    }
}
