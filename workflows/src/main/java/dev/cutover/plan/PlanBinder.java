package dev.cutover.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns YAML nodes into the plan's records, and remembers where each value stands. Where a value is
 * wrong or missing it puts a placeholder and goes on, so that all mistakes are found at once.
 */
final class PlanBinder {

  /** Keys that people choose; they stand in paths, which dots and brackets would break. */
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_$#-]{1,128}");

  private final PlanErrors errors;
  private final Map<String, Mark> places = new HashMap<>();

  PlanBinder(PlanErrors errors) {
    this.errors = errors;
  }

  /** The plan, with placeholders where there are mistakes; empty if the file is no plan at all. */
  Optional<Plan> bind(Node root) {
    if (!(root instanceof MappingNode)) {
      errors.add(root.getStartMark(), "expected keys and values: a plan begins with 'version: 1'");
      return Optional.empty();
    }
    places.put("", root.getStartMark());
    return Optional.of((Plan) record(Plan.class, root, ""));
  }

  /** Where each value stands, by its path: {@code gates.go.role}, {@code clients[2].name}. */
  Map<String, Mark> places() {
    return places;
  }

  private Object value(Type type, Node node, String path) {
    places.put(path, node.getStartMark());
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(arguments[0], node, path)
          : map(arguments[1], node, path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return record(plain, node, path);
    }
    if (!(node instanceof ScalarNode scalar)) {
      return wrong(type, node, path, "expected " + Scalars.describe(plain));
    }
    try {
      return Scalars.parse(plain, scalar);
    } catch (IllegalArgumentException e) {
      return wrong(type, node, path, String.valueOf(e.getMessage()));
    }
  }

  private Object wrong(Type type, Node node, String path, String message) {
    errors.add(node.getStartMark(), where(path) + message);
    errors.broken(path);
    return Placeholders.of(type);
  }

  private Object record(Class<?> type, Node node, String path) {
    if (!(node instanceof MappingNode mapping)) {
      return wrong(type, node, path, "expected keys and values");
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(Names::of).toList();
    Map<String, Node> entries = entries(mapping, path, known);
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = known.get(i);
      Node entry = entries.get(name);
      values[i] =
          entry == null
              ? absent(components[i], mapping, path)
              : value(components[i].getGenericType(), entry, join(path, name));
    }
    return Placeholders.create(type, values);
  }

  private @Nullable Object absent(RecordComponent component, Node parent, String path) {
    if (Names.isOptional(component)) {
      return null;
    }
    if (!Names.mayBeAbsent(component)) {
      String name = Names.of(component);
      errors.add(parent.getStartMark(), where(path) + "key '" + name + "' is missing");
      errors.broken(join(path, name));
    }
    return Placeholders.of(component.getGenericType());
  }

  private Map<String, Node> entries(
      MappingNode mapping, String path, @Nullable List<String> known) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Mark at = tuple.getKeyNode().getStartMark();
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        errors.add(at, where(path) + "a key must be a word");
        continue;
      }
      String name = key.getValue();
      String shown = Names.quoted(name);
      if (known != null && !known.contains(name)) {
        String meant = errors.isFull() ? "" : Names.suggestion(name, known);
        errors.add(at, where(path) + "unknown key " + shown + meant);
      } else if (!KEY.matcher(name).matches()) {
        String letters = ": letters, digits, '-', '_', '$' and '#', at most 128";
        errors.add(at, where(path) + "key " + shown + " must be a word" + letters);
      } else if (entries.putIfAbsent(name, tuple.getValueNode()) != null) {
        errors.add(at, where(path) + "key " + shown + " is given twice");
      }
    }
    return entries;
  }

  private Object list(Type element, Node node, String path) {
    if (!(node instanceof SequenceNode sequence)) {
      return wrong(List.class, node, path, "expected a list");
    }
    List<Object> values = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      values.add(value(element, item, path + "[" + values.size() + "]"));
    }
    return List.copyOf(values);
  }

  private Object map(Type element, Node node, String path) {
    if (!(node instanceof MappingNode mapping)) {
      return wrong(Map.class, node, path, "expected keys and values");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    entries(mapping, path, null)
        .forEach((name, entry) -> values.put(name, value(element, entry, join(path, name))));
    return Collections.unmodifiableMap(values);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String where(String path) {
    return path.isEmpty() ? "" : path + ": ";
  }
}
