#!/usr/bin/env bash
# Fine-tune the base reader on your own JSONL file; a thin cover of train.py.
set -euo pipefail

usage() {
  cat <<'USAGE'
usage: scripts/train_sft.sh --data_path FILE --output_dir DIR --num_epochs N --batch_size N [-- HYDRA_OVERRIDE ...]

  --data_path FILE   JSONL rows {"image_path" or "text" or "document_path", "question", "answer"}
  --output_dir DIR   where the run writes: model/, metrics.json, predictions.jsonl, checkpoints/
  --num_epochs N     epochs, 1 or more
  --batch_size N     documents a step, 1 or more
  -- ...             further Hydra overrides, such as render=fine or trainer=gpu

The interpreter is $PYTHON, or python.
USAGE
}

fail() {
  echo "error: $1" >&2
  usage >&2
  exit 2
}

data_path='' output_dir='' num_epochs='' batch_size=''
while (($#)); do
  case $1 in
    -h | --help) usage; exit 0 ;;
    --) shift; break ;;
    --data_path | --output_dir | --num_epochs | --batch_size)
      (($# > 1)) || fail "$1 needs a value"
      printf -v "${1#--}" '%s' "$2"
      shift 2
      ;;
    *) fail "unknown flag $1" ;;
  esac
done

for flag in data_path output_dir num_epochs batch_size; do
  [[ -n ${!flag} ]] || fail "--$flag is missing"
done
[[ -f $data_path ]] || fail "--data_path $data_path: no such file"
[[ ! -e $output_dir || -d $output_dir ]] || fail "--output_dir $output_dir is not a folder"
[[ $num_epochs =~ ^[1-9][0-9]*$ ]] || fail "--num_epochs $num_epochs is not a whole number of 1 or more"
[[ $batch_size =~ ^[1-9][0-9]*$ ]] || fail "--batch_size $batch_size is not a whole number of 1 or more"

# Hydra's quoted form, so that spaces, commas and equals signs in a path stay what they are.
quoted() {
  local path=$1
  [[ $path == /* ]] || path=$PWD/$path
  printf "'%s'" "${path//\'/\\\'}"
}

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
exec "${PYTHON:-python}" "$root/train.py" experiment=fin_sft data=jsonl \
  "data.path=$(quoted "$data_path")" "hydra.run.dir=$(quoted "$output_dir")" \
  "trainer.max_epochs=$num_epochs" "data.batch_size=$batch_size" "$@"
