package dev.cutover.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plan file's form as JSON Schema, 2020-12, made from the records, so that editors help. */
public final class PlanSchema {

  private PlanSchema() {}

  /** The schema as a JSON object. */
  public static Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", "cutover plan, version 1");
    document.putAll(record(Plan.class));
    return document;
  }

  private static Map<String, Object> record(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(Names.of(component), schema(component.getGenericType()));
      if (!Names.mayBeAbsent(component)) {
        required.add(Names.of(component));
      }
    }
    return Map.of(
        "type",
        "object",
        "additionalProperties",
        false,
        "properties",
        properties,
        "required",
        required);
  }

  private static Map<String, Object> schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? Map.of("type", "array", "items", schema(arguments[0]))
          : Map.of("type", "object", "additionalProperties", schema(arguments[1]));
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord() ? record(plain) : scalar(plain);
  }

  private static Map<String, Object> scalar(Class<?> type) {
    if (type.isEnum()) {
      return Map.of(
          "enum",
          Arrays.stream(type.getEnumConstants())
              .map(constant -> Names.of((Enum<?>) constant))
              .toList());
    } else if (type == int.class || type == long.class || type == Integer.class) {
      return Map.of("type", "integer");
    } else if (type == BigDecimal.class) {
      return Map.of("type", "number");
    } else if (type == boolean.class || type == Boolean.class) {
      return Map.of("type", "boolean");
    } else if (type == Duration.class) {
      return Map.of("type", "string", "pattern", "^" + Durations.FORM + "$");
    } else if (type == LocalDate.class) {
      return Map.of("type", "string", "format", "date");
    } else if (type == LocalDateTime.class) {
      return Map.of("type", "string", "description", Scalars.describe(type));
    } else if (type == LocalTime.class) {
      return Map.of("type", "string", "pattern", "^([01]\\d|2[0-3]):[0-5]\\d$");
    }
    return Map.of("type", "string", "minLength", 1);
  }
}
