package io.roundtable.bench.installation;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How an installation's processes are started.
 *
 * @param classPath of all; each takes what it needs of it
 * @param settings of the product
 * @param roles what the VMs of the product's roles know
 * @param stack what the VM of Kafka and PostgreSQL knows
 */
public record Setup(ClassPath classPath, Settings settings, AotCache roles, AotCache stack) {
    private static final String JAR = "roundtable.jar";
    private static final String LAUNCHERS = "roundtable.aot";
    private static final String ROLES = "bench-roles.aot";
    private static final String STACK = "bench-stack.aot";

    /** Where nobody knows anything. */
    public static Setup of(ClassPath classPath, Settings settings) {
        return new Setup(classPath, settings, new AotCache.None(), new AotCache.None());
    }

    /** The launcher's, to the entry: what a VM knows is good for a class path that begins as its own did. */
    ClassPath ofRoles() {
        return classPath
                .outside("lib-embedded")
                .without("io.roundtable.embedded", "io.roundtable.bench", "kafka.server");
    }

    ClassPath ofStack() {
        return classPath.without("io.roundtable.app");
    }

    /**
     * With the launcher's cache for the roles, else the one that lies in a directory, and with the stack's from there. What
     * VMs refuse, such as what another JDK has made, doesn't count; the roles' has to be good for both collectors.
     */
    public Setup withCaches(Path directory) {
        return withCaches(directory, AotCache.Known::isTaken);
    }

    /** Whether a VM takes a cache. */
    @FunctionalInterface
    interface Trial {
        boolean isTaken(AotCache.Known cache, ClassPath classPath, String collector);
    }

    Setup withCaches(Path directory, Trial trial) {
        var own = AotCache.of(directory.resolve(ROLES), ofRoles());
        return new Setup(
                classPath,
                settings,
                taken(List.of(launchers(), own), ofRoles(), trial, Child.G1, Product.PARALLEL),
                taken(List.of(AotCache.of(directory.resolve(STACK), ofStack())), ofStack(), trial, Child.G1));
    }

    /** The first that VMs with each of these collectors take. */
    private static AotCache taken(List<AotCache> caches, ClassPath classPath, Trial trial, String... collectors) {
        return caches.stream()
                .filter(cache -> cache instanceof AotCache.Known known
                        && Arrays.stream(collectors).allMatch(one -> trial.isTaken(known, classPath, one)))
                .findFirst()
                .orElseGet(AotCache.None::new);
    }

    private AotCache launchers() {
        return classPath.entries().stream()
                .filter(entry -> entry.endsWith(JAR))
                .map(jar -> AotCache.of(jar.resolveSibling(LAUNCHERS), ofRoles()))
                .findFirst()
                .orElseGet(AotCache.None::new);
    }

    /** With what isn't known yet to be learnt, and kept in that directory. */
    public Setup learning(Path directory) {
        return new Setup(
                classPath,
                settings,
                learning(roles, directory.resolve(ROLES)),
                learning(stack, directory.resolve(STACK)));
    }

    private static AotCache learning(AotCache cache, Path file) {
        return cache instanceof AotCache.None ? new AotCache.Learning(file) : cache;
    }

    /** Whether there is nothing to learn. */
    public boolean isRehearsed() {
        return roles instanceof AotCache.Known && stack instanceof AotCache.Known;
    }
}
