import type { Tool, ToolName } from '../domain/tools/tool.ts';
import { addToList } from './add-to-list.ts';
import { appendFile } from './append-file.ts';
import { calculate } from './calculate.ts';
import { dateTime } from './date-time.ts';
import { deleteFile } from './delete-file.ts';
import { listFiles } from './list-files.ts';
import { readFile } from './read-file.ts';
import { renameFile } from './rename-file.ts';
import { searchConversations } from './search-conversations.ts';
import { searchFiles } from './search-files.ts';
import { setReminder } from './set-reminder.ts';
import { writeFile } from './write-file.ts';

/** Every built-in tool under its own name. One that is missing, or stands under another's name, does not compile. */
export const tools = {
  calculate,
  date_time: dateTime,
  list_files: listFiles,
  read_file: readFile,
  search_files: searchFiles,
  search_conversations: searchConversations,
  write_file: writeFile,
  append_file: appendFile,
  add_to_list: addToList,
  rename_file: renameFile,
  delete_file: deleteFile,
  set_reminder: setReminder,
} satisfies { [Name in ToolName]: Tool & { name: Name } };

export const toolList: readonly Tool[] = Object.values(tools);

/** What the prompt says of a built-in tool. */
export function toolLine({ name, description, input }: Tool): string {
  const properties = Object.keys((input['properties'] ?? {}) as object);
  return `${name}(${properties.join(', ')}): ${description}`;
}
