package com.wandb.client;

import com.wandb.grpc.WandbServer.ConfigItem;
import com.wandb.grpc.WandbServer.ConfigRecord;
import com.wandb.grpc.WandbServer.HistoryItem;
import com.wandb.grpc.WandbServer.HistoryRecord;
import org.json.JSONObject;

/** Turns a JSON object into the wire's items: top-level keys, each with its value as JSON text. */
final class JsonItems {

  private JsonItems() {}

  static ConfigRecord config(JSONObject json) {
    ConfigRecord.Builder record = ConfigRecord.newBuilder();
    for (String key : json.keySet()) {
      record.addUpdate(ConfigItem.newBuilder().setKey(key).setValueJson(valueJson(json, key)));
    }
    return record.build();
  }

  static HistoryRecord history(JSONObject json) {
    HistoryRecord.Builder record = HistoryRecord.newBuilder();
    for (String key : json.keySet()) {
      record.addItem(HistoryItem.newBuilder().setKey(key).setValueJson(valueJson(json, key)));
    }
    return record.build();
  }

  private static String valueJson(JSONObject json, String key) {
    Object value = json.get(key);
    return value instanceof String
        ? JSONObject.quote((String) value)
        : JSONObject.valueToString(value);
  }
}
