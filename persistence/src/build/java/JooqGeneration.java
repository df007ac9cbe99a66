import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.Constants;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the jOOQ classes: an embedded PostgreSQL, the migrations, {@link GenerationTool}. Run by the build as
 * {@code java JooqGeneration.java DB_DIRECTORY TARGET_DIRECTORY}, in a JVM of its own because the classes must be there
 * before this module is compiled. Skipped when neither the SQL nor this file nor jOOQ has changed since the last run.
 *
 * <p>Each directory under DB_DIRECTORY is a schema of that name, and its classes a package of that name; one without
 * SQL is left out.
 */
final class JooqGeneration {

    private static final String PACKAGE = "io.roundtable.persistence.jooq";
    private static final Path THIS_FILE = Path.of("src", "build", "java", "JooqGeneration.java");

    public static void main(String[] args) throws Exception {
        Path migrations = Path.of(args[0]);
        Path target = Path.of(args[1]);
        Path source = migrations.resolve("../../../..").normalize().resolve(THIS_FILE);
        Path checksumFile = target.resolveSibling("jooq.sha256");
        String checksum = checksum(migrations, source);
        if (Files.exists(checksumFile) && Files.readString(checksumFile).equals(checksum)) {
            return;
        }
        Files.deleteIfExists(checksumFile);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            for (String schema : schemas(migrations)) {
                migrate(postgres, migrations, schema);
                GenerationTool.generate(configuration(postgres, schema, target));
            }
        }
        Files.writeString(checksumFile, checksum);
    }

    private static List<String> schemas(Path migrations) throws IOException {
        try (Stream<Path> directories = Files.list(migrations)) {
            return directories
                    .filter(directory -> !sqlFiles(directory).isEmpty())
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void migrate(EmbeddedPostgres postgres, Path migrations, String schema) {
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .defaultSchema(schema)
                .schemas(schema)
                .loggers("slf4j")
                .locations("filesystem:" + migrations.resolve(schema))
                .load()
                .migrate();
    }

    private static Configuration configuration(EmbeddedPostgres postgres, String schema, Path target) {
        ForcedType instants =
                new ForcedType().withName("INSTANT").withIncludeTypes("(?i:timestamptz|timestamp.*with time zone)");
        Database database = new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema(schema)
                .withExcludes("flyway_schema_history")
                .withIncludeRoutines(false)
                .withForcedTypes(instants);
        Generate what = new Generate()
                .withDeprecated(false)
                .withDefaultCatalog(false)
                .withComments(false)
                .withIndexes(false)
                .withImplicitJoinPathsToOne(false)
                .withImplicitJoinPathsToMany(false)
                .withImplicitJoinPathsManyToMany(false);
        return new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(postgres.getJdbcUrl("postgres", "postgres")))
                .withGenerator(new Generator()
                        .withDatabase(database)
                        .withGenerate(what)
                        .withTarget(new Target()
                                .withPackageName(PACKAGE + "." + schema)
                                .withDirectory(target.toString())));
    }

    private static String checksum(Path migrations, Path source) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Constants.FULL_VERSION.getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(source));
        for (Path file : sqlFiles(migrations)) {
            digest.update(migrations.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> sqlFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
