package dev.cutover.plan;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Turns YAML nodes into the plan's records, and remembers where each value stands. It goes on
 * behind a mistake, so that all are found; a record that lacks a part is then null.
 */
final class PlanBinder {

  private final PlanErrors errors;
  private final Map<String, Mark> places = new HashMap<>();

  PlanBinder(PlanErrors errors) {
    this.errors = errors;
  }

  @Nullable Plan bind(Node root) {
    return (Plan) record(Plan.class, root, "");
  }

  /** Where each value stands, by its path: {@code gates.go.role}, {@code clients[2].name}. */
  Map<String, Mark> places() {
    return places;
  }

  private @Nullable Object value(Type type, Node node, String path) {
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
      errors.add(node.getStartMark(), where(path) + "expected " + Scalars.describe(plain));
      return null;
    }
    try {
      return Scalars.parse(plain, scalar);
    } catch (IllegalArgumentException e) {
      errors.add(node.getStartMark(), where(path) + e.getMessage());
      return null;
    }
  }

  private @Nullable Object record(Class<?> type, Node node, String path) {
    if (!(node instanceof MappingNode mapping)) {
      errors.add(node.getStartMark(), where(path) + "expected keys and values");
      return null;
    }
    RecordComponent[] components = type.getRecordComponents();
    List<String> known = Arrays.stream(components).map(Names::of).toList();
    Map<String, Node> entries = entries(mapping, path, known);
    Object[] values = new Object[components.length];
    boolean whole = true;
    for (int i = 0; i < components.length; i++) {
      Node entry = entries.get(known.get(i));
      Object value =
          entry == null
              ? absent(components[i], mapping, path)
              : value(components[i].getGenericType(), entry, join(path, known.get(i)));
      values[i] = value;
      whole &= value != null || (entry == null && Names.isOptional(components[i]));
    }
    return whole ? create(type, components, values) : null;
  }

  private @Nullable Object absent(RecordComponent component, Node parent, String path) {
    if (component.getType() == Map.class) {
      return Map.of();
    }
    if (!Names.isOptional(component)) {
      errors.add(
          parent.getStartMark(), where(path) + "key '" + Names.of(component) + "' is missing");
    }
    return null;
  }

  private static Object create(Class<?> type, RecordComponent[] components, Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type.getSimpleName() + " can't be made", e);
    }
  }

  private Map<String, Node> entries(
      MappingNode mapping, String path, @Nullable List<String> known) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        errors.add(tuple.getKeyNode().getStartMark(), where(path) + "a key must be a word");
        continue;
      }
      String name = key.getValue();
      if (known != null && !known.contains(name)) {
        errors.add(
            key.getStartMark(),
            where(path) + "unknown key '" + name + "'" + Names.suggestion(name, known));
      } else if (entries.putIfAbsent(name, tuple.getValueNode()) != null) {
        errors.add(key.getStartMark(), where(path) + "key '" + name + "' is given twice");
      }
    }
    return entries;
  }

  private @Nullable List<Object> list(Type element, Node node, String path) {
    if (!(node instanceof SequenceNode sequence)) {
      errors.add(node.getStartMark(), where(path) + "expected a list");
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      Object value = value(element, item, path + "[" + values.size() + "]");
      if (value == null) {
        return rest(element, sequence, values.size() + 1, path);
      }
      values.add(value);
    }
    return List.copyOf(values);
  }

  /** Reads on behind a broken item for its mistakes only. */
  private @Nullable List<Object> rest(Type element, SequenceNode sequence, int from, String path) {
    for (int i = from; i < sequence.getValue().size(); i++) {
      value(element, sequence.getValue().get(i), path + "[" + i + "]");
    }
    return null;
  }

  private @Nullable Map<String, Object> map(Type element, Node node, String path) {
    if (!(node instanceof MappingNode mapping)) {
      errors.add(node.getStartMark(), where(path) + "expected keys and values");
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    boolean whole = true;
    for (Map.Entry<String, Node> entry : entries(mapping, path, null).entrySet()) {
      Object value = value(element, entry.getValue(), join(path, entry.getKey()));
      whole &= value != null;
      if (value != null) {
        values.put(entry.getKey(), value);
      }
    }
    return whole ? values : null;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String where(String path) {
    return path.isEmpty() ? "" : path + ": ";
  }
}
