package io.roundtable.app.role;

import io.roundtable.app.UserError;
import io.roundtable.app.settings.Settings;
import java.util.ServiceLoader;
import java.util.Set;

/** Starts roles in this process. */
@FunctionalInterface
public interface RoleStarter {
    /**
     * Returns once the roles are at work; they may still be catching up, which readiness tells. What a role needs (a
     * schema, a first operator) it makes itself.
     *
     * @throws UserError where a setting or something outside the process keeps them from starting
     */
    RunningRoles start(Settings settings, Set<Role> roles);

    /** The one that is named under {@code META-INF/services}, looked for when it is first used. */
    static RoleStarter installed() {
        return (settings, roles) -> ServiceLoader.load(RoleStarter.class)
                .findFirst()
                .orElseThrow(() -> new UserError("this build runs no roles: no RoleStarter is on the classpath"))
                .start(settings, roles);
    }
}
