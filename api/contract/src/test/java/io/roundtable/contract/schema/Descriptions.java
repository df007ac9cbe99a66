package io.roundtable.contract.schema;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of the contract says, in plain text, by canonical names. */
final class Descriptions {

    private final Map<String, String> texts = new HashMap<>();

    /** @param sources the root of packages */
    static Descriptions of(Path sources) {
        var found = new Descriptions();
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this runs on a JDK");
        try (Stream<Path> files = Files.walk(sources);
                var manager = compiler.getStandardFileManager(null, null, null)) {
            var java = files.filter(file -> file.toString().endsWith(".java")).toList();
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(java));
            var trees = DocTrees.instance(task);
            for (var unit : task.parse()) {
                found
                        .new Reader(
                                trees,
                                Objects.requireNonNull(unit.getPackageName()).toString())
                        .scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Of a type as a whole; null where it has none. */
    @Nullable
    String type(Class<?> type) {
        return texts.get(type.getCanonicalName());
    }

    /** Of an enum's constant; null where it has none. */
    @Nullable
    String constant(Class<?> type, String name) {
        return texts.get(type.getCanonicalName() + "#" + name);
    }

    /** Of a component: the record's own words, or those of whatever interface has it; null where there are none. */
    @Nullable
    String component(Class<?> record, String name) {
        String own = texts.get(record.getCanonicalName() + "#" + name);
        if (own != null) {
            return own;
        }
        for (Class<?> declared : record.getInterfaces()) {
            String inherited = component(declared, name);
            if (inherited != null) {
                return inherited;
            }
        }
        return null;
    }

    private static String text(List<? extends DocTree> parts) {
        return parts.stream()
                .map(Descriptions::text)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String text(DocTree part) {
        return switch (part) {
            case LiteralTree literal -> literal.getBody().getBody();
            case LinkTree link ->
                link.getLabel().isEmpty()
                        ? link.getReference().getSignature().replaceAll(".*[.#]", "")
                        : text(link.getLabel());
            case StartElementTree _ -> " ";
            default -> part.toString();
        };
    }

    /** Walks through one file. */
    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees trees;
        private final Deque<String> names = new ArrayDeque<>();

        Reader(DocTrees trees, String packageName) {
            this.trees = trees;
            names.push(packageName);
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void nothing) {
            names.push(names.peek() + "." + node.getSimpleName());
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                keep("", comment.getFullBody());
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        keep("#" + param.getName(), param.getDescription());
                    }
                }
            }
            super.visitClass(node, null);
            names.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void nothing) {
            keepOwn(node.getName().toString());
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree node, @Nullable Void nothing) {
            keepOwn(node.getName().toString());
            return null;
        }

        private void keepOwn(String name) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                keep("#" + name, comment.getFullBody());
            }
        }

        private void keep(String member, List<? extends DocTree> parts) {
            String text = text(parts);
            if (!text.isEmpty()) {
                texts.putIfAbsent(names.peek() + member, text);
            }
        }
    }
}
