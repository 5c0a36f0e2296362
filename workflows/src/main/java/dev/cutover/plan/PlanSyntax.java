package dev.cutover.plan;

import java.io.StringReader;
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

/** The part of YAML that a plan may use: one document, no anchors, no tags, no deep nesting. */
final class PlanSyntax {

  private static final int MOST_DEPTH = 20;

  private final String text;
  private final PlanErrors errors;
  private final LoaderOptions options = new LoaderOptions();
  private @Nullable Mark reached;

  PlanSyntax(String text, PlanErrors errors) {
    this.text = text;
    this.errors = errors;
    options.setNestingDepthLimit(MOST_DEPTH);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(PlanReader.MOST_BYTES);
  }

  Optional<Node> compose() {
    try {
      if (!plain()) {
        return Optional.empty();
      }
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        errors.add(1, 1, "empty: a plan begins with 'version: 1'");
      }
      return Optional.ofNullable(root);
    } catch (MarkedYAMLException e) {
      notYaml(e.getProblemMark(), e.getProblem());
    } catch (ReaderException e) {
      unreadable(e.getPosition());
    } catch (YAMLException e) {
      notYaml(reached, e.getMessage());
    } catch (IllegalArgumentException e) {
      notYaml(reached, "behind here, an escape or a number that is out of range");
    }
    return Optional.empty();
  }

  private void notYaml(@Nullable Mark mark, @Nullable String problem) {
    int line = mark == null ? 1 : mark.getLine() + 1;
    int column = mark == null ? 1 : mark.getColumn() + 1;
    errors.add(line, column, "not YAML: " + problem);
  }

  private void unreadable(int position) {
    String before = text.substring(0, text.offsetByCodePoints(0, position));
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    errors.add(line, column, "not a plan: a character that no text holds");
  }

  /** Looks at the events before anything is built from them. */
  private boolean plain() {
    int documents = 0;
    int depth = 0;
    for (Event event : new Yaml(options).parse(new StringReader(text))) {
      reached = event.getEndMark();
      documents += event instanceof DocumentStartEvent ? 1 : 0;
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      String refused = refused(event, documents, depth);
      if (refused != null) {
        errors.add(event.getStartMark(), refused);
        return false;
      }
    }
    return true;
  }

  private static @Nullable String refused(Event event, int documents, int depth) {
    if (documents > 1) {
      return "a second document: a plan file holds one";
    }
    if (event instanceof AliasEvent || anchored(event)) {
      return "anchors and aliases are not allowed: write the value out";
    }
    if (tagged(event)) {
      return "tags (words that begin with '!') are not allowed: the key says the type";
    }
    return depth > MOST_DEPTH
        ? "nested more than " + MOST_DEPTH + " deep: no part of a plan is"
        : null;
  }

  private static boolean anchored(Event event) {
    return event instanceof NodeEvent node && node.getAnchor() != null;
  }

  private static boolean tagged(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag() != null;
    }
    return event instanceof CollectionStartEvent collection && collection.getTag() != null;
  }
}
