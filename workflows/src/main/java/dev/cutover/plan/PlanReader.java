package dev.cutover.plan;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a plan file strictly: every mistake at once, each with its place. */
public final class PlanReader {

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_DEPTH = 20;

  private PlanReader() {}

  /** Reads a plan. The file's name is only used in messages. */
  public static Result read(String file, byte[] bytes) {
    PlanErrors errors = new PlanErrors(file);
    Optional<Node> root = text(bytes, errors).flatMap(text -> compose(text, errors));
    PlanBinder binder = new PlanBinder(errors);
    Optional<Plan> plan = root.flatMap(binder::bind);
    plan.ifPresent(found -> PlanRules.check(found, new Findings(errors, binder.places())));
    return new Result(plan.orElse(null), errors.sorted());
  }

  private static Optional<String> text(byte[] bytes, PlanErrors errors) {
    if (bytes.length > MOST_BYTES) {
      errors.add(1, 1, "larger than 1 MiB: a plan is a text that people read");
      return Optional.empty();
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      errors.lines((int) text.lines().count());
      return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      errors.add(1, 1, "not a text in UTF-8: save the plan as UTF-8");
      return Optional.empty();
    }
  }

  private static Optional<Node> compose(String text, PlanErrors errors) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MOST_DEPTH);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(MOST_BYTES);
    try {
      if (!plain(text, options, errors)) {
        return Optional.empty();
      }
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        errors.add(1, 1, "empty: a plan begins with 'version: 1'");
      }
      return Optional.ofNullable(root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      int line = mark == null ? 1 : mark.getLine() + 1;
      int column = mark == null ? 1 : mark.getColumn() + 1;
      errors.add(line, column, "not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      int column = before.length() - before.lastIndexOf('\n');
      errors.add(line, column, "not a plan: a character that no text holds");
    } catch (YAMLException e) {
      errors.add(1, 1, "not a plan: " + String.valueOf(e.getMessage()).lines().findFirst().get());
    }
    return Optional.empty();
  }

  /** One document without anchors and aliases: what expands has no place in a plan. */
  private static boolean plain(String text, LoaderOptions options, PlanErrors errors) {
    int documents = 0;
    int depth = 0;
    for (Event event : new Yaml(options).parse(new StringReader(text))) {
      Mark at = event.getStartMark();
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        errors.add(at, "a second document: a plan file holds one");
        return false;
      }
      boolean anchored = event instanceof NodeEvent node && node.getAnchor() != null;
      if (event instanceof AliasEvent || anchored) {
        errors.add(at, "anchors and aliases are not allowed: write the value out");
        return false;
      }
      if (isTagged(event)) {
        errors.add(at, "tags (words that begin with '!') are not allowed: the key says the type");
        return false;
      }
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > MOST_DEPTH) {
        errors.add(at, "nested more than " + MOST_DEPTH + " deep: no part of a plan is");
        return false;
      }
    }
    return true;
  }

  private static boolean isTagged(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag() != null;
    }
    return event instanceof CollectionStartEvent collection && collection.getTag() != null;
  }

  /**
   * What was read.
   *
   * @param found the plan, with placeholders where there are mistakes; null if it is none
   */
  public record Result(@Nullable Plan found, List<PlanError> errors) {

    /**
     * The plan.
     *
     * @throws IllegalStateException if the file has mistakes
     */
    public Plan plan() {
      if (found == null || !errors.isEmpty()) {
        throw new IllegalStateException("the plan has mistakes: " + errors);
      }
      return found;
    }
  }
}
